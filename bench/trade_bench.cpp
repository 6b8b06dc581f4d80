// SPDX-License-Identifier: Apache-2.0
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <chrono>
#include <sys/resource.h>
#include "synthetic_baci.h"
#include "trade/read_baci.h"
#include "trade/cube_file.h"
#include "trade/cube_output.h"
#include "base/library.h"
using namespace countervail;
static double now() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }
int main(int argc, char** argv) {
    const std::string verb = argv[1];
    if (verb == "make") { std::printf("%llu\n", (unsigned long long)write_synthetic_baci(synthetic_baci(), argv[2])); return 0; }
    const int threads = argc > 4 ? std::atoi(argv[4]) : 4;
    if (verb == "import") {
        const auto places = TradePlaces::read(Library::embedded());
        const auto hs = HsNomenclature::read(Library::embedded());
        BaciOptions options; options.threads = threads; options.places = &*places; options.nomenclatures = &*hs;
        const double t = now();
        auto files = text_files({argv[2]}, 0);
        auto out = cube_file_output(argv[3]);
        auto got = import_baci(*files, options, **out);
        const double s = now() - t;
        if (!got) { std::fputs(to_text(got.error()).c_str(), stderr); return 3; }
        rusage u; getrusage(RUSAGE_SELF, &u);
        std::printf("rows %llu kept %llu %.3f s %.0f MB/s peak %.0f MB cpu %.2f\n", (unsigned long long)got->rows_read, (unsigned long long)got->rows_kept, s, got->text_bytes / s / 1e6, u.ru_maxrss / 1024., u.ru_utime.tv_sec + u.ru_utime.tv_usec*1e-6 + u.ru_stime.tv_sec + u.ru_stime.tv_usec*1e-6);
        std::fputs(render(import_notes_table(got->notes), TableFormat::text).c_str(), stdout);
    }
    if (verb == "open") {
        const double t = now();
        auto cube = open_cube(argv[2], threads);
        std::printf("%.2f ms\n", 1e3 * (now() - t));
        if (!cube) { std::fputs(to_text(cube.error()).c_str(), stderr); return 3; }
        std::printf("%zu places %zu products %zu flows\n", cube->places().size(), cube->products().size(), cube->flows());
    }
}
