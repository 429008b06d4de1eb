//! The charts themselves.

use std::ops::Range;

use plotters::chart::ChartContext;
use plotters::coord::types::RangedCoordf64;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use super::chart::{ACCENT, Area, FAINT, Failure, INK, LINE, OTHER, SOFT, WIDE, letters, svg};
use crate::day;
use crate::stats::Stats;
use crate::stats::calibration::Calibration;
use crate::stats::days::month_of;
use crate::stats::ratio::Ratio;

/// How high a chart with axes is.
const HIGH: u32 = 230;
/// How many labels stand along the bottom.
const LABELS: usize = 4;
/// How many months the calendar shows.
const MONTHS: usize = 12;
/// How high a row of topics is: its name and its bar.
const TOPIC: i32 = 36;
/// How many topics are drawn; the table has all.
const TOPICS: usize = 12;
/// Letters of a topic's name.
const NAME: usize = 52;

type Cartesian = Cartesian2d<RangedCoordf64, RangedCoordf64>;
type Axes<'a, 'b> = ChartContext<'a, SVGBackend<'b>, Cartesian>;

/// A week or a month of retention, or a test.
pub struct Point {
    /// Its name.
    pub label: String,
    /// What was known, 0 to 1.
    pub known: f64,
    /// Where it lies.
    pub interval: (f64, f64),
    /// What was predicted, 0 to 1.
    pub predicted: Option<f64>,
}

/// Axes with lines behind, `across` and `up` naming their values.
fn axes<'a, 'b>(
    area: &'a Area<'b>,
    x: Range<f64>,
    y: Range<f64>,
    labels: usize,
    across: &dyn Fn(f64) -> String,
    up: &dyn Fn(f64) -> String,
) -> Result<Axes<'a, 'b>, Failure> {
    let mut axes = ChartBuilder::on(area)
        .margin(8)
        .margin_right(14)
        .x_label_area_size(24)
        .y_label_area_size(42)
        .build_cartesian_2d(x, y)?;
    axes.configure_mesh()
        .disable_x_mesh()
        .light_line_style(TRANSPARENT)
        .bold_line_style(LINE)
        .axis_style(LINE)
        .label_style(letters(FAINT))
        .x_labels(labels)
        .y_labels(5)
        .x_label_formatter(&|value| across(*value))
        .y_label_formatter(&|value| up(*value))
        .draw()?;
    Ok(axes)
}

/// The names of places along the bottom: whole numbers only.
fn named(labels: &[String]) -> impl Fn(f64) -> String + '_ {
    move |value: f64| {
        let place = value.round();
        if (value - place).abs() > 1e-6 || place < 0.0 {
            return String::new();
        }
        labels.get(place as usize).cloned().unwrap_or_default()
    }
}

fn percent(share: f64) -> String {
    format!("{:.0} %", share * 100.0)
}

/// Shares along time, with intervals, beside what was predicted.
pub fn shares(points: &[Point]) -> Option<String> {
    let labels: Vec<String> = points.iter().map(|point| point.label.clone()).collect();
    let lowest = points
        .iter()
        .map(|point| point.interval.0.min(point.predicted.unwrap_or(1.0)));
    let lowest = lowest.fold(0.8, f64::min);
    let lowest = (lowest * 10.0).floor() / 10.0;
    let right = points.len() as f64 - 0.5;
    svg(HIGH, |area| {
        let name = named(&labels);
        let mut axes = axes(area, -0.5..right, lowest..1.0, LABELS, &name, &percent)?;
        let at = |place: usize| place as f64;
        let known = || {
            let points = points.iter().enumerate();
            points.map(|(place, point)| (at(place), point.known))
        };
        for (place, point) in points.iter().enumerate() {
            let (low, high) = point.interval;
            let ends = vec![(at(place), low), (at(place), high)];
            axes.draw_series([PathElement::new(ends, ACCENT.stroke_width(2))])?;
        }
        axes.draw_series(LineSeries::new(known(), ACCENT.stroke_width(2)))?;
        axes.draw_series(known().map(|point| Circle::new(point, 4, ACCENT.filled())))?;
        let predicted = points
            .iter()
            .enumerate()
            .filter_map(|(place, point)| Some((at(place), point.predicted?)));
        dashed(&mut axes, predicted.collect())
    })
}

/// A dashed line; a short one where there is only one point.
fn dashed(axes: &mut Axes<'_, '_>, mut points: Vec<(f64, f64)>) -> Result<(), Failure> {
    if let [(x, y)] = points[..] {
        points = vec![(x - 0.25, y), (x + 0.25, y)];
    }
    axes.draw_series(DashedLineSeries::new(points, 5, 4, OTHER.stroke_width(2)))?;
    Ok(())
}

/// Bars side by side.
pub fn bars(bars: &[(String, f64)]) -> Option<String> {
    let labels: Vec<String> = bars.iter().map(|(label, _)| label.clone()).collect();
    let most = bars.iter().map(|(_, value)| *value).fold(1.0, f64::max);
    let right = bars.len() as f64 - 0.5;
    svg(HIGH, |area| {
        let name = named(&labels);
        let whole = |value: f64| {
            if (value - value.round()).abs() < 1e-6 {
                format!("{value:.0}")
            } else {
                String::new()
            }
        };
        let mut axes = axes(area, -0.5..right, 0.0..most * 1.05, LABELS, &name, &whole)?;
        axes.draw_series(bars.iter().enumerate().map(|(place, (_, value))| {
            let place = place as f64;
            let corners = [(place - 0.4, 0.0), (place + 0.4, *value)];
            Rectangle::new(corners, ACCENT.filled())
        }))?;
        Ok(())
    })
}

/// The last months: a row for each, a box for each day, the fuller the more answers.
pub fn calendar(stats: &Stats) -> Option<String> {
    let mut months = vec![month_of(stats.today)];
    while months.len() < MONTHS {
        let before = months.last()?.start().checked_sub(1)?;
        months.push(month_of(before));
    }
    months.reverse();
    let year = *months.first()?.start()..=stats.today;
    let most = stats.days.of.range(year).map(|(_, found)| found.answers);
    let most = most.max().unwrap_or(1).max(1) as f64;
    let (left, top, box_high) = (58, 22, 16);
    let box_wide = (WIDE as i32 - left - 4) / 31;
    svg((top + box_high * MONTHS as i32 + 6) as u32, |area| {
        let middle = letters(FAINT).pos(Pos::new(HPos::Center, VPos::Bottom));
        for day in [1, 5, 10, 15, 20, 25, 30] {
            let x = left + (day - 1) * box_wide + box_wide / 2;
            area.draw(&Text::new(day.to_string(), (x, top - 4), middle.clone()))?;
        }
        for (row, month) in (0..).zip(&months) {
            let y = top + row * box_high;
            let name = day::date(*month.start()).strftime("%b %Y").to_string();
            let style = letters(FAINT).pos(Pos::new(HPos::Left, VPos::Center));
            area.draw(&Text::new(name, (2, y + box_high / 2), style))?;
            for (column, day) in (0..).zip(month.clone()) {
                if day > stats.today {
                    break;
                }
                let corner = (left + column * box_wide + 1, y + 1);
                let (wide, high) = (box_wide - 2, box_high - 2);
                let end = (corner.0 + wide, corner.1 + high);
                area.draw(&Rectangle::new([corner, end], LINE.stroke_width(1)))?;
                let answers = stats.days.within(day..=day).answers as f64;
                if answers > 0.0 {
                    // By height, so that nothing is said by colour alone; by the root, so that one
                    // long day does not flatten all others.
                    let full = ((answers / most).sqrt() * f64::from(high)).ceil() as i32;
                    let from = (corner.0, end.1 - full.clamp(2, high));
                    area.draw(&Rectangle::new([from, end], ACCENT.filled()))?;
                }
            }
        }
        Ok(())
    })
}

/// What was known against what was predicted.
pub fn calibration(calibration: &Calibration) -> Option<String> {
    svg(HIGH + 40, |area| {
        let mut axes = axes(area, 0.0..1.0, 0.0..1.0, 5, &percent, &percent)?;
        axes.draw_series(DashedLineSeries::new(
            [(0.0, 0.0), (1.0, 1.0)],
            5,
            4,
            OTHER.stroke_width(2),
        ))?;
        for level in calibration.found() {
            let (Some(predicted), Some(known), Some((low, high))) = (
                level.predicted.share(),
                level.known.share(),
                level.known.interval(),
            ) else {
                continue;
            };
            let ends = vec![(predicted, low), (predicted, high)];
            axes.draw_series([PathElement::new(ends, ACCENT.stroke_width(2))])?;
            axes.draw_series([Circle::new((predicted, known), 4, ACCENT.filled())])?;
        }
        Ok(())
    })
}

/// A bar for each topic, with its interval.
pub fn topics(topics: &[(String, Ratio)]) -> Option<String> {
    if topics.is_empty() {
        return None;
    }
    let told = &topics[..topics.len().min(TOPICS)];
    let (left, right) = (4, WIDE as i32 - 48);
    let wide = f64::from(right - left);
    svg((TOPIC * told.len() as i32 + 6) as u32, |area| {
        for (row, (name, ratio)) in (0..).zip(told) {
            let (Some(share), Some((low, high))) = (ratio.share(), ratio.interval()) else {
                continue;
            };
            let y = row * TOPIC + 4;
            let at = |share: f64| left + (share * wide).round() as i32;
            let name = shortened(name);
            area.draw(&Text::new(name, (left, y), letters(INK)))?;
            let (from, to) = (y + 18, y + 28);
            area.draw(&Rectangle::new(
                [(left, from), (right, to)],
                LINE.stroke_width(1),
            ))?;
            area.draw(&Rectangle::new(
                [(left, from), (at(share), to)],
                SOFT.filled(),
            ))?;
            let middle = y + 23;
            let ends = vec![(at(low), middle), (at(high), middle)];
            area.draw(&PathElement::new(ends, ACCENT.stroke_width(2)))?;
            area.draw(&Circle::new((at(share), middle), 4, ACCENT.filled()))?;
            let style = letters(INK).pos(Pos::new(HPos::Left, VPos::Center));
            area.draw(&Text::new(percent(share), (right + 8, middle), style))?;
        }
        Ok(())
    })
}

/// The start of a name that fits above its bar.
fn shortened(name: &str) -> String {
    if name.chars().count() <= NAME {
        return name.to_owned();
    }
    let start: String = name.chars().take(NAME - 1).collect();
    format!("{}…", start.trim_end())
}
