// SPDX-License-Identifier: Apache-2.0
// Small files in every format that the list reader knows, written for the tests; the parties are invented.
#pragma once

#include <cstdlib>
#include <iostream>
#include <string>

#include "base/library.h"
#include "parties/list_catalogue.h"
#include "parties/list_reader.h"
#include "parties/name_words.h"

namespace countervail::list_samples {

inline const std::string kOwn =
    "list,name,aliases,places,added,removed,announced,suspended,footnote,source,label,coverage\n"
    "CHN-control-list,\"Northwind Drones, "
    "Inc.\",Northwind|NWD,USA,2025-04-04,,,2025-11-10..2026-11-09@2025-11-07,,Announcement 1,found,partial\n"
    "CHN-control-list,Ostsee Werft GmbH,,DEU,2026-04-24,2026-08-01,2026-04-23,,,Announcement "
    "2,found,partial\n"
    "USA-entity-list,Hangfeng Optics Co. Ltd.,杭峰光学有限公司,CHN HKG,2019-05-16,,,,1,84 FR "
    "1,recalled,partial\n";

inline const std::string kRegistry =
    "[\n"
    "{\"addresses\": [\"日本东京都港区1-2-3（邮编：105-0000）\"], \"aliases\": [\"白鹭重工株式会社\"], "
    "\"country\": \"cn\", \"date_added\": \"2026-02-24\", "
    "\"entity_name\": \"Shirasagi Heavy Works, Ltd.\", \"id\": \"a-1\", \"list_id\": "
    "\"cn-export-control-watchlist\", \"reason\": \"r\", "
    "\"source_list_name\": \"出口管制管控名单 (Export Control Watchlist)\", \"source_url\": "
    "\"https://example.org/1\"},\n"
    "{\"addresses\": [], \"aliases\": [], \"country\": \"cn\", \"date_added\": \"2026-02-24\", "
    "\"entity_name\": \"Kawa Motors\", "
    "\"list_id\": \"cn-attention-list\", \"reason\": null, \"source_list_name\": \"关注名单 (Attention "
    "List)\", \"source_url\": \"https://example.org/2\"},\n"
    "{\"addresses\": [], \"aliases\": [\"PV\"], \"country\": \"cn\", \"date_added\": \"2025-02-04\", "
    "\"entity_name\": \"Prairie Vests\", "
    "\"list_id\": \"cn-unreliable-entity-list\", \"source_list_name\": \"不可靠实体清单 (Unreliable Entity "
    "List)\", \"source_url\": \"https://example.org/3\"},\n"
    "{\"addresses\": [\"Islamic Republic of Iran\"], \"aliases\": [\"Zarin Co\", \"Zarrin Company\"], "
    "\"country\": \"jp\", \"date_added\": null, "
    "\"entity_name\": \"Zarin Tejarat\", \"list_id\": \"jp-end-user-list\", \"source_list_name\": "
    "\"外国ユーザーリスト (Foreign End-User List)\"}\n"
    "]\n";

inline const std::string kConsolidatedHeader =
    "_id,source,entity_number,type,programs,name,title,addresses,federal_register_notice,start_date,end_date,"
    "standard_order,license_requirement,"
    "license_policy,call_sign,vessel_type,gross_tonnage,gross_registered_tonnage,vessel_flag,vessel_owner,"
    "remarks,source_list_url,alt_names,"
    "citizenships,dates_of_birth,nationalities,places_of_birth,source_information_url,ids\n";

inline const std::string kConsolidated =
    kConsolidatedHeader +
    "e1,Entity List (EL) - Bureau of Industry and Security,,,,Xinyuan Lithography Institute,,\"1 Lake Rd, "
    "Wuxi, CN; Unit 4, Kowloon, HK\",88 FR 10001,"
    "2023-10-19,,,\"For all items subject to the EAR. (See §§734.9(e), 4 and 744.11 of the "
    "EAR)\",Presumption of denial.,,,,,,,,https://example.org/el,"
    "Xinyuan Litho; XLI,,,,,https://example.org,\n"
    "e2,Military End User (MEU) List - Bureau of Industry and Security,,,,Severny Turbine Plant,,\"Perm, "
    "RU\",85 FR 10002,2020-12-23,,,,,,,,,,,,"
    "https://example.org/meu,,,,,,https://example.org,\n"
    "e3,Specially Designated Nationals (SDN) - Treasury Department,777,Entity,IRAN,\"BAHAR SHIPPING "
    "LINES\",,\"Tehran, IR\",,,,,,,,,,,,,,"
    "https://example.org/sdn,BSL,,,,,https://example.org,\n"
    "e4,Denied Orders of Somewhere (DOS) - Test Bureau,,Individual,,John Example,,\"1 Main St, Reno, NV, "
    "89501, US\",,2018-02-01,2021-02-01,Y,,,,,,,,,,"
    "https://example.org/dpl,,,,,,https://example.org,\n";

inline const std::string kConsolidatedJson =
    "{\"total\": 2, \"sources_used\": [{\"source\": \"Entity List (EL) - Bureau of Industry and "
    "Security\"}],\n"
    " \"results\": [\n"
    "  {\"id\": \"e1\", \"source\": \"Entity List (EL) - Bureau of Industry and Security\", \"name\": "
    "\"Xinyuan Lithography Institute\",\n"
    "   \"alt_names\": [\"Xinyuan Litho\", \"XLI\"], \"addresses\": [{\"address\": \"1 Lake Rd\", \"city\": "
    "\"Wuxi\", \"country\": \"CN\"}, {\"country\": \"HK\"}],\n"
    "   \"start_date\": \"2023-10-19\", \"end_date\": null, \"license_requirement\": \"All items. Footnote "
    "4.\", \"license_policy\": \"Presumption of denial.\",\n"
    "   \"federal_register_notice\": \"88 FR 10001\", \"programs\": [\"EAR\"], \"remarks\": null, "
    "\"source_list_url\": \"https://example.org/el\"},\n"
    "  {\"id\": \"s1\", \"source\": \"Specially Designated Nationals (SDN) - Treasury Department\", "
    "\"name\": \"BAHAR SHIPPING LINES\", \"alt_names\": null,\n"
    "   \"addresses\": [], \"country\": \"IR\", \"start_date\": null}\n"
    " ]}\n";

inline const std::string kOpenSanctions =
    "\"id\",\"schema\",\"name\",\"aliases\",\"birth_date\",\"countries\",\"addresses\",\"identifiers\","
    "\"sanctions\",\"phones\",\"emails\",\"program_ids\",\"dataset\","
    "\"first_seen\",\"last_seen\",\"last_change\"\n"
    "\"NK-1\",\"Company\",\"Rosvektor JSC\",\"Росвектор;AO "
    "Rosvektor\",\"\",\"ru\",\"Moscow\",\"\",\"Specially Designated Nationals (SDN) - Treasury "
    "Department\",\"\",\"\","
    "\"RUSSIA\",\"US OFAC Specially Designated Nationals (SDN) List;Test Monitor of "
    "Ruritania\",\"2023-04-20T12:22:07\",\"2026-09-15T13:11:55\",\"2026-01-06\"\n"
    "\"NK-2\",\"Person\",\"Ivan Primer\",\"\",\"1970-01-01\",\"ru;by\",\"\",\"\",\"\",\"\",\"\",\"\",\"Test "
    "Monitor of Ruritania\",\"2022-03-01\",\"2026-09-15\",\"\"\n";

inline const std::string kFollowTheMoney =
    "{\"id\":\"NK-1\",\"caption\":\"Rosvektor "
    "JSC\",\"schema\":\"Company\",\"properties\":{\"name\":[\"Rosvektor "
    "JSC\",\"Росвектор\"],\"alias\":[\"RV\"],\"country\":[\"ru\"],"
    "\"topics\":[\"sanction\"]},\"datasets\":[\"us_trade_csl\"],\"target\":true}\n"
    "{\"id\":\"S-1\",\"schema\":\"Sanction\",\"properties\":{\"entity\":[\"NK-1\"],\"authority\":[\"Entity "
    "List (EL) - Bureau of Industry and Security\"],"
    "\"listingDate\":[\"2022-06\"],\"reason\":[\"diversion\"],\"sourceUrl\":[\"https://example.org/"
    "fr\"]},\"datasets\":[\"us_trade_csl\"]}\n"
    "\n"
    "{\"id\":\"AD-1\",\"schema\":\"Address\",\"properties\":{\"full\":[\"Moscow\"]},\"datasets\":[\"us_trade_"
    "csl\"]}\n"
    "{\"id\":\"NK-2\",\"schema\":\"Person\",\"properties\":{\"name\":[\"Ivan "
    "Primer\"]},\"datasets\":[\"ruritania_monitor\"]}\n";

inline const ListCatalogue& catalogue() {
    static const ListCatalogue read = [] {
        auto result = ListCatalogue::read(Library::embedded());
        if (!result) std::cerr << to_text(result.error()), std::abort();
        return *result;
    }();
    return read;
}

inline const NameWords& name_words() {
    static const NameWords read = [] {
        auto result = NameWords::read(Library::embedded());
        if (!result) std::cerr << to_text(result.error()), std::abort();
        return *result;
    }();
    return read;
}

}  // namespace countervail::list_samples
