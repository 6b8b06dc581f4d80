// SPDX-License-Identifier: Apache-2.0
#include "report/picture.h"

#include <cairo.h>
#include <librsvg/rsvg.h>

#include <algorithm>
#include <cmath>
#include <memory>

namespace countervail {
namespace {

struct Release {
    void operator()(RsvgHandle* handle) const { g_object_unref(handle); }
    void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
    void operator()(cairo_t* pen) const { cairo_destroy(pen); }
    void operator()(GError* error) const { g_error_free(error); }
};
template <class T>
using Owned = std::unique_ptr<T, Release>;

std::unexpected<Errors> fail_with(GError* error) {
    const Owned<GError> owned(error);
    return fail({}, "the picture cannot be drawn: " + std::string(error ? error->message : "reason unknown"));
}

cairo_status_t append_bytes(void* target, const unsigned char* bytes, unsigned int count) {
    static_cast<std::string*>(target)->append(reinterpret_cast<const char*>(bytes), count);
    return CAIRO_STATUS_SUCCESS;
}

}  // namespace

Result<std::string> picture(std::string_view svg, int width) {
    constexpr int kMost = 8192;
    if (width < 1 || width > kMost)
        return fail({}, "a picture is 1 to 8,192 pixels wide, not " + std::to_string(width));
    GError* error = nullptr;
    const Owned<RsvgHandle> handle(
        rsvg_handle_new_from_data(reinterpret_cast<const guint8*>(svg.data()), svg.size(), &error));
    if (!handle) return fail_with(error);
    double own_width = 0;
    double own_height = 0;
    if (!rsvg_handle_get_intrinsic_size_in_pixels(handle.get(), &own_width, &own_height) || own_width <= 0 ||
        own_height <= 0) {
        return fail({}, "the picture cannot be drawn: the SVG has no width and height");
    }
    const int height =
        static_cast<int>(std::clamp(std::round(own_height * width / own_width), 1.0, 4.0 * kMost));
    const Owned<cairo_surface_t> surface(cairo_image_surface_create(CAIRO_FORMAT_ARGB32, width, height));
    const Owned<cairo_t> pen(cairo_create(surface.get()));
    const RsvgRectangle page{0, 0, static_cast<double>(width), static_cast<double>(height)};
    if (!rsvg_handle_render_document(handle.get(), pen.get(), &page, &error)) return fail_with(error);
    std::string bytes;
    const cairo_status_t status = cairo_surface_write_to_png_stream(surface.get(), append_bytes, &bytes);
    if (status != CAIRO_STATUS_SUCCESS) {
        return fail({}, "the picture cannot be written: " + std::string(cairo_status_to_string(status)));
    }
    return bytes;
}

}  // namespace countervail
