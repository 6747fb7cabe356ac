"""Line charts."""

from coop_desk.paper.charts import LineChart, Series, Stroke, shapes


def test_a_moment_without_value_is_left_blank_and_a_moment_alone_is_seen() -> None:
    chart = LineChart(("2024", "", "", "2025", ""), (Series("Part", (None, 500, None, 600, 700)),))
    drawn = [shape.points for shape in shapes(chart, 800, 250) if isinstance(shape, Stroke) and shape.tone == 2]
    alone, run = drawn
    assert (alone[1], run[0][0] > alone[1][0], len(run)) == ((185.5, 118.0), True, 2)
    assert not chart.blank
    assert LineChart(("",), (Series("Part", (None,)),)).blank
