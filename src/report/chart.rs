//! How charts are drawn: as SVG in a few colours, which the page's style exchanges in the dark
//! and on paper by their attributes.

use plotters::coord::Shift;
use plotters::prelude::*;

/// Text and axes.
pub const INK: RGBColor = RGBColor(0x1B, 0x1B, 0x1F);
/// Labels.
pub const FAINT: RGBColor = RGBColor(0x5D, 0x5D, 0x68);
/// Lines behind everything.
pub const LINE: RGBColor = RGBColor(0xD8, 0xD8, 0xDF);
/// What the chart is about.
pub const ACCENT: RGBColor = RGBColor(0x24, 0x58, 0xB8);
/// Behind it.
pub const SOFT: RGBColor = RGBColor(0xC6, 0xD6, 0xF4);
/// What it is compared with.
pub const OTHER: RGBColor = RGBColor(0x8A, 0x5A, 0x00);

/// Units across: about the columns of a phone, so that labels can be read there.
pub const WIDE: u32 = 360;
/// Letters, in the same units.
pub const LETTERS: i32 = 12;

/// Where a chart is drawn.
pub type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;
/// Why it cannot be.
pub type Failure = Box<dyn std::error::Error>;

/// A chart of that height as SVG; none where it cannot be drawn, and the table has to do.
pub fn svg(height: u32, draw: impl FnOnce(&Area<'_>) -> Result<(), Failure>) -> Option<String> {
    let mut text = String::new();
    {
        let area = SVGBackend::with_string(&mut text, (WIDE, height)).into_drawing_area();
        draw(&area).ok()?;
        area.present().ok()?;
    }
    Some(text)
}

/// Letters in a colour.
pub fn letters(color: RGBColor) -> TextStyle<'static> {
    ("sans-serif", LETTERS).into_font().color(&color)
}

/// A chart with what a reader of the screen says of it. The texts are escaped here.
pub fn described(svg: &str, name: &str, title: &str, words: &str) -> String {
    let opening = format!("<svg role=\"img\" aria-labelledby=\"{name}-title {name}-words\" ");
    let [title, words] = [title, words].map(|text| maud::html! { (text) }.into_string());
    let described = svg.replacen("<svg ", &opening, 1);
    let inside = format!(
        "><title id=\"{name}-title\">{title}</title><desc id=\"{name}-words\">{words}</desc>"
    );
    described.replacen('>', &inside, 1)
}
