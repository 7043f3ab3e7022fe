"""Progress is counted with a comma in thousands, on screen and for a screen reader."""


def test_thousands_have_a_comma(app):
    progress = app.jinja_env.get_template("components/progress.html").module
    assert "<b>0</b> of 10,000" in progress.done_of(0, 10000)
    assert "<b>12,000</b>" in progress.done_of(12000, 10000)
    assert "target 10,000" in progress.done_of(12000, 10000)
    assert "Cases: 1,250 of 10,000 done" in progress.bar(1250, 10000, "Cases")
