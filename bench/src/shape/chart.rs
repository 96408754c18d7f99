//! The picture: one small chart for each figure, one line for each way in which its work grows.

use std::path::Path;

use plotters::coord::Shift;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use super::{Curves, Grows, Point};
use crate::Failure;

const COLUMNS: usize = 3;
const PANEL: (u32, u32) = (360, 280);
const LEGEND: u32 = 44;
/// Below an axis: its steps, then a line of amounts for each way to grow.
const AXIS: u32 = 20;
const LINE: u32 = 13;
const GREY: RGBColor = RGBColor(90, 96, 106);

const fn colour(grows: Grows) -> RGBColor {
    // Told apart also by those who see few colours (Okabe and Ito, "Color Universal Design", 2008).
    match grows {
        Grows::Connections => RGBColor(0, 114, 178),
        Grows::MessagesStored => RGBColor(213, 94, 0),
        Grows::ConversationsPerAccount => RGBColor(0, 158, 115),
    }
}

type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;

/// Draws all curves into an SVG file.
///
/// # Errors
/// When the file can't be written.
pub(super) fn draw(curves: &Curves, path: &Path) -> Result<(), Failure> {
    let figures = curves.figures();
    let rows = u32::try_from(figures.len().div_ceil(COLUMNS))?;
    let columns = u32::try_from(COLUMNS)?;
    let root = SVGBackend::new(path, (PANEL.0 * columns, PANEL.1 * rows + LEGEND)).into_drawing_area();
    root.fill(&WHITE).map_err(failed)?;
    let (head, body) = root.split_vertically(LEGEND);
    legend(&head)?;
    let panels = body.split_evenly((figures.len().div_ceil(COLUMNS), COLUMNS));
    for ((figure, unit), panel) in figures.into_iter().zip(&panels) {
        one_figure(curves, figure, unit, panel)?;
    }
    root.present().map_err(failed)?;
    Ok(())
}

fn failed(error: impl std::error::Error) -> Failure {
    error.to_string().into()
}

fn legend(area: &Area<'_>) -> Result<(), Failure> {
    let mut x = 16;
    for grows in Grows::ALL {
        let style = colour(grows);
        area.draw(&Rectangle::new([(x, 18), (x + 22, 22)], style.filled())).map_err(failed)?;
        area.draw(&Text::new(grows.name(), (x + 30, 13), ("sans-serif", 15).into_font().color(&GREY)))
            .map_err(failed)?;
        x += 60 + 8 * i32::try_from(grows.name().len())?;
    }
    Ok(())
}

/// A short form of an amount: 10k, 1M.
fn short(work: usize) -> String {
    match work {
        millions if millions >= 1_000_000 => format!("{}M", millions / 1_000_000),
        thousands if thousands >= 1_000 => format!("{}k", thousands / 1_000),
        few => few.to_string(),
    }
}

/// An amount at the axis: no more digits than it takes to tell it from the next.
fn amount(amount: f64) -> String {
    match amount {
        thousands if thousands >= 1_000.0 => format!("{}k", thousands / 1_000.0),
        // Steps of a tenth are not exact.
        few => ((few * 1e6).round() / 1e6).to_string(),
    }
}

fn one_figure(curves: &Curves, figure: &str, unit: &str, panel: &Area<'_>) -> Result<(), Failure> {
    let mut lines = Grows::ALL.map(|grows| (grows, curves.of(figure, grows))).to_vec();
    lines.retain(|(_, points)| !points.is_empty());
    let most = lines.iter().flat_map(|(_, points)| points).map(|point| point.max).fold(0.0, f64::max);
    let mut chart = ChartBuilder::on(panel)
        .caption(format!("{figure} [{unit}]"), ("sans-serif", 15).into_font().color(&BLACK))
        .margin(10)
        .x_label_area_size(AXIS + LINE * u32::try_from(Grows::ALL.len())?)
        .y_label_area_size(48)
        .build_cartesian_2d(-0.25..2.25, 0.0..most * 1.15)
        .map_err(failed)?;
    chart
        .configure_mesh()
        .disable_x_mesh()
        .light_line_style(TRANSPARENT)
        .bold_line_style(RGBColor(228, 231, 236))
        .axis_style(RGBColor(180, 186, 196))
        .label_style(("sans-serif", 12).into_font().color(&GREY))
        .y_labels(5)
        .x_labels(3)
        .x_label_formatter(&|x| times(*x))
        .y_label_formatter(&|y| amount(*y))
        .draw()
        .map_err(failed)?;
    let (left, top) = panel.get_base_pixel();
    let mut below = i32::try_from(AXIS)?;
    for (grows, points) in lines {
        let style = colour(grows);
        let at = |(index, point): (usize, &&Point)| (place(index), point.median);
        chart.draw_series(LineSeries::new(points.iter().enumerate().map(at), style.stroke_width(2))).map_err(failed)?;
        let amounts = ("sans-serif", 11).into_font().color(&style).pos(Pos::new(HPos::Center, VPos::Top));
        for (index, point) in points.iter().enumerate() {
            let x = place(index);
            let strokes = [
                PathElement::new(vec![(x, point.min), (x, point.max)], style.stroke_width(1)).into_dyn(),
                Circle::new((x, point.median), 3, style.filled()).into_dyn(),
            ];
            chart.draw_series(strokes).map_err(failed)?;
            let (axis_x, axis_y) = chart.backend_coord(&(x, 0.0));
            let place = (axis_x - left, axis_y - top + below);
            panel.draw(&Text::new(short(point.work), place, amounts.clone())).map_err(failed)?;
        }
        below += i32::try_from(LINE)?;
    }
    Ok(())
}

/// Each step to the right is ten times the work.
fn place(index: usize) -> f64 {
    u32::try_from(index).map_or(0.0, f64::from)
}

fn times(x: f64) -> String {
    format!("×{}", 10_f64.powf(x.round()))
}
