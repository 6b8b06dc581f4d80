// SPDX-License-Identifier: Apache-2.0
// seeds: docs/use/examples/*.toml
// A shipment is refused with placed problems, or it can be screened; the same bytes as a table of orders lose nothing.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <sstream>
#include <string>

#include "screening/order_batch.h"

namespace {

using namespace countervail;

struct AtHand {
    LawBook book;
    PartyBook parties;
    ShipmentWords words;
    ContentScope scope;
};

const AtHand& at_hand() {
    static const AtHand* const all = [] {
        const Library library = Library::embedded();
        const auto ledger = Ledger::read(library);
        const Date everything(2999, 12, 31);
        auto catalogue = read_catalogue(library, *ledger, everything);
        auto book = LawBook::read(library, {}, everything);
        auto parties = PartyBook::read(library, {}, std::nullopt);
        if (!catalogue || !book || !parties) std::abort();
        ShipmentWords words(book->chosen.terms(), std::move(*catalogue), book->chosen.acts(), parties->lists());
        ContentScope scope(*book);
        return new AtHand{std::move(*book), std::move(*parties), std::move(words), std::move(scope)};
    }();
    return *all;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(bytes), size);
    const AtHand& all = at_hand();
    const ScreeningTools tools{all.book, {all.words, all.scope, all.parties, lists_of_law(all.book)}};
    const ReadBeside beside = [](const std::string& path) -> Result<std::string> { return fail({path}, "is not there", "check the path"); };
    const auto shipment = read_shipment(text, "fuzz.toml", all.words, beside);
    if (!shipment && shipment.error().empty()) std::abort();
    if (shipment && screen(*shipment, tools, Date(2025, 12, 2)).goods.empty()) std::abort();
    std::istringstream orders("order,on,item,made_in,from,to,value,line_item,line_origin,line_value\n" + text);
    std::ostringstream answers;
    BatchOptions options;
    options.piece_bytes = 256;
    const auto counts = screen_orders(orders, answers, tools, options);
    if (!counts || counts->bad > counts->orders) std::abort();
    return 0;
}
