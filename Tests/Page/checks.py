# SPDX-License-Identifier: Apache-2.0
"""The checks of the page, one function each, in the order in which they run."""
import json
import tempfile
import time

from accessibility import low_contrasts, nameless, unlit_focus
from commands import compare_with_command
from driver import distance, expect
from pairs import CUT, NOISE, UNCUT, pair, saved_cut, set_points

# Checks in which the service refuses something, which the browser's console tells, too.
WITH_FAULTS = {"a_refused_file_shows_its_fault", "the_token_is_asked_for"}

def it_opens_with_a_picture(page, arguments):
    page.fresh()
    first = page.run("performance.getEntriesByName('shown')[0].startTime")
    page.wait("check.text('version') !== ''")
    # Fused: people who are dark in the first are light in it.
    fused, visible = page.color("result", 0.705, 0.45), page.color("first-view", 0.705, 0.45)
    expect(sum(fused) > sum(visible) + 60, f"fused {fused}, visible {visible}")
    left = page.color("result", 0.1, 0.45), page.color("first-view", 0.1, 0.45, 3)
    expect(distance(*left) < 40, f"left of the line is the first picture: {left}")
    page.shot("open")
    return f"first picture after {first:.0f} ms"


def dropped_pictures_are_fused(page, arguments):
    page.fresh()
    page.after_new_result(lambda: page.drop(reversed(pair(arguments, "01"))))
    expect(page.text("first-name") == "01.png", page.text("first-name"))
    # Gray and color tell which is which, whatever the order.
    expect("color" in page.text("first-facts"), page.text("first-facts"))
    expect("gray" in page.text("second-facts"), page.text("second-facts"))
    page.shot("dropped")
    page.after_new_result(lambda: page.drop([pair(arguments, "03")[1]], "check.byId('second-view')"))
    expect(page.text("second-name") == "03.png", page.text("second-name"))
    expect(page.text("first-name") == "01.png", page.text("first-name"))


def pasted_pictures_are_fused(page, arguments):
    page.fresh()
    first, second = pair(arguments, "03")
    page.run(f"check.paste({page.files([first])})")
    page.wait("check.text('second-name') === 'missing'")
    expect("second picture is missing" in page.text("empty"), page.text("empty"))
    page.after_new_result(lambda: page.run(f"check.paste({page.files([second])})"))
    expect(page.run("check.byId('empty').hidden"), "the result is covered")


def chosen_pictures_are_fused(page, arguments):
    page.fresh()
    node = page.call("DOM.querySelector", nodeId=page.call("DOM.getDocument")["root"]["nodeId"],
                     selector="#choose")["nodeId"]
    page.after_new_result(
        lambda: page.call("DOM.setFileInputFiles", files=pair(arguments, "03"), nodeId=node))
    expect(page.text("second-name") == "03.png", page.text("second-name"))


def a_swap_swaps(page, arguments):
    page.fresh()
    before = page.color("first-view", 0.705, 0.45), page.color("second-view", 0.705, 0.45)
    page.after_new_result(lambda: page.press("swap"))
    after = page.color("first-view", 0.705, 0.45), page.color("second-view", 0.705, 0.45)
    expect(distance(before[0], after[1]) < 3 and distance(before[1], after[0]) < 3,
           f"{before} {after}")
    expect(page.text("command").startswith("daefuse fuse sample-infrared.png sample-visible.png"),
           page.text("command"))


def the_lean_knob_moves_the_result(page, arguments):
    page.fresh()
    page.run("check.byId('compare').querySelector('[value=none]').click()")
    seen, times = {}, []
    for lean in (-1, 1, 0.5):
        begun = time.monotonic()
        page.after_new_result(lambda: page.run(f"check.set('lean', {lean}, 'input', 'change')"))
        times.append(1000 * (time.monotonic() - begun))
        seen[lean] = sum(page.color("result", 0.705, 0.45))
    expect(seen[-1] + 30 < seen[1], f"brightness of a person by lean: {seen}")
    expect("--lean 0.5" in page.text("command"), page.text("command"))
    # Many moves at once: the last one is what is seen in the end.
    page.run("for (let i = -50; i <= 50; i += 1) check.set('lean', i / 50, 'input');"
             "check.set('lean', -1, 'input', 'change')")
    page.wait("check.text('command').includes('--lean=-1')")
    page.wait("check.byId('stage').getAttribute('aria-busy') === null")
    time.sleep(0.5)
    last = sum(page.color("result", 0.705, 0.45))
    expect(abs(last - seen[-1]) < 6, f"after many moves {last}; {seen[-1]} is wanted")
    return "a move took " + ", ".join(f"{value:.0f}" for value in times) + " ms"


def methods_change_the_result(page, arguments):
    page.fresh()
    page.after_new_result(lambda: page.run("check.set('method', 'method:average', 'change')"))
    first, second = page.color("first-view", 0.85, 0.75), page.color("second-view", 0.85, 0.75)
    fused = page.color("result", 0.85, 0.75)
    gray = lambda color: 0.299 * color[0] + 0.587 * color[1] + 0.114 * color[2]
    expect(abs(gray(fused) - (gray(first) + gray(second)) / 2) < 12, f"{first} {second} {fused}")
    expect("--method average" in page.text("command"), page.text("command"))


def the_line_divides(page, arguments):
    page.fresh()
    page.run("check.set('divider', 100, 'input')")
    first = page.color("result", 0.705, 0.45)
    page.run("check.byId('compare').querySelector('[value=second]').click()")
    second = page.color("result", 0.705, 0.45)
    page.run("check.set('divider', 0, 'input')")
    fused = page.color("result", 0.705, 0.45)
    expect(distance(first, page.color("first-view", 0.705, 0.45, 3)) < 25, f"first {first}")
    expect(distance(second, page.color("second-view", 0.705, 0.45, 3)) < 25, f"second {second}")
    expect(distance(fused, first) > 20, f"fused {fused} {first}")
    # Dragged.
    page.run("check.set('divider', 50, 'input')")
    x, y = page.at("result", 0.5, 0.3)
    page.mouse("mousePressed", x, y)
    page.mouse("mouseMoved", x + 60, y)
    page.mouse("mouseMoved", x + 200, y)
    page.mouse("mouseReleased", x + 200, y)
    moved = page.run("Number(check.byId('divider').value)")
    expect(60 < moved < 90, f"the line is at {moved} %")
    page.shot("compare")


def it_blinks(page, arguments):
    page.fresh()
    page.press("blink")
    seen = set()
    for _ in range(40):
        hidden = page.run("check.byId('right-name').hidden")
        bright = sum(page.color("result", 0.705, 0.45))
        seen.add((hidden, bright > 200))
        time.sleep(0.05)
    expect({(True, False), (False, True)} <= seen, f"source dark and result light, in turn: {seen}")
    page.press("blink")
    expect(page.run("check.byId('blink').getAttribute('aria-pressed')") == "false", "still pressed")


def all_views_zoom_together(page, arguments):
    page.fresh()
    page.run("check.byId('compare').querySelector('[value=first]').click();"
             "check.set('divider', 100, 'input')")
    x, y = page.at("result", 0.2, 0.45)
    for _ in range(4):
        page.mouse("mouseWheel", x, y, deltaX=0, deltaY=-240)
    page.wait("check.text('zoom') !== '' && parseInt(check.text('zoom')) > 1500")
    spots = [(0.2, 0.3), (0.5, 0.5), (0.8, 0.7), (0.3, 0.8)]
    for spot in spots:
        one, other = page.color("result", *spot, 5), page.color("first-view", *spot, 1)
        expect(distance(one, other) < 45, f"{spot}: {one} in the result, {other} in the first")
    # Pixels are squares: neighbors within one are equal.
    expect(page.run("""(async () => {
      await check.color("result", 0.5, 0.5);
      const canvas = check.byId("result");
      const row = canvas.getContext("2d").getImageData(0, canvas.height >> 1, canvas.width, 1).data;
      let changes = 0;
      for (let i = 4; i < row.length; i += 4) changes += row[i] !== row[i - 4] ? 1 : 0;
      return changes < canvas.width / 8;
    })()"""), "the pixels are smoothed")
    width, height = page.box("result")[2:]
    before, seen = page.color("result", 0.2, 0.2, 5), page.run("check.byId('result').toDataURL()")
    page.mouse("mousePressed", x, y)
    page.mouse("mouseMoved", x + 5, y)
    page.mouse("mouseMoved", x + 300, y + 150)
    page.mouse("mouseReleased", x + 300, y + 150)
    after = page.color("result", 0.2 + 300 / width, 0.2 + 150 / height, 5)
    expect(distance(before, after) < 12, f"a drag by 300 and 150: {before} became {after}")
    expect(page.run("check.byId('result').toDataURL()") != seen, "a drag moves nothing")
    for spot in spots:
        one, other = page.color("result", *spot, 5), page.color("first-view", *spot, 1)
        expect(distance(one, other) < 45, f"moved, {spot}: {one}, {other}")
    page.shot("zoomed")
    page.press("zoom-pixels")
    page.wait("check.text('zoom') === '100 %' || check.byId('zoom-fit').disabled")
    page.press("zoom-fit")
    page.wait("check.byId('zoom-fit').disabled")
    page.run("check.byId('result').focus()")
    page.key("+")
    page.wait("!check.byId('zoom-fit').disabled")
    page.key("0")
    page.wait("check.byId('zoom-fit').disabled")


def two_fingers_zoom(page, arguments):
    page.fresh(touch=True)
    x, y = page.at("result", 0.5, 0.5)
    touch = lambda kind, gap: page.call(
        "Input.dispatchTouchEvent", type=kind, touchPoints=[] if kind == "touchEnd" else [
            {"x": x - gap, "y": y, "id": 1}, {"x": x + gap, "y": y, "id": 2}])
    touch("touchStart", 30)
    for gap in (40, 50, 60, 75, 90):
        touch("touchMove", gap)
    touch("touchEnd", 0)
    page.wait("!check.byId('zoom-fit').disabled", 3)


def the_range_follows_its_handles(page, arguments):
    page.fresh()
    before = page.color("result", 0.9, 0.3)
    expect(page.run("check.byId('histogram').children.length") > 20, "the histogram is empty")
    page.after_new_result(lambda: page.run("check.set('range-high', 140, 'input', 'change')"))
    page.wait("check.text('command').includes('--range 0:140')")
    time.sleep(0.5)
    after = page.color("result", 0.9, 0.3)
    expect(sum(after) > sum(before) + 15, f"{before} became {after}")
    page.shot("range", True)
    page.after_new_result(lambda: page.press("range-found"))
    expect("--range" not in page.text("command"), page.text("command"))
    expect(distance(page.color("result", 0.9, 0.3), before) < 4, "the range is not as found")


def an_alignment_is_found(page, arguments):
    page.fresh()
    page.after_new_result(lambda: page.run(CUT))
    expect(page.run("check.byId('align').value") == "auto", "two sizes want an alignment")
    expect(page.text("align-state").startswith("Sure: score"), page.text("align-state"))
    expect("--align auto" in page.text("command"), page.text("command"))
    # The second picture lies on the first: a person is where the first has room for one.
    page.run("check.byId('compare').querySelector('[value=second]').click();"
             "check.set('divider', 100, 'input')")
    expect(sum(page.color("result", 0.705, 0.45)) > 300, "the second is not where it belongs")
    page.shot("auto", True)
    return page.text("align-state")


def an_unsure_alignment_asks_for_points(page, arguments):
    page.fresh()
    page.run(NOISE)
    page.wait("!check.byId('unsure').hidden || !check.byId('fault').hidden", 60)
    expect(page.run("!check.byId('unsure').hidden"), page.text("fault-detail"))
    expect("Not sure" in page.text("align-state"), page.text("align-state"))
    expect("Not sure" in page.text("empty"), page.text("empty"))
    page.shot("unsure")
    page.press("unsure-points")
    expect(page.run("check.byId('align').value") == "points", "no points are asked for")


def points_lay_the_second_on_the_first(page, arguments):
    page.fresh()
    page.after_new_result(lambda: page.run(CUT))
    page.run("check.set('align', 'points', 'change')")
    set_points(page, [(60, 40), (250, 40), (250, 190)])
    expect(page.run("check.byId('point-use').disabled"), "three pairs are too few")
    set_points(page, [(60, 190)])
    expect(page.run("document.querySelectorAll('.marker').length") == 8, "eight markers are wanted")
    expect("4 pairs" in page.text("align-state"), page.text("align-state"))
    page.run("check.set('overlay', 100, 'input')")
    # The overlay shows the second where the sample has it: compare with the uncut one.
    spots = [(0.705, 0.45), (0.3, 0.3), (0.5, 0.6), (0.2, 0.7)]
    wanted = page.run(UNCUT % json.dumps([list(spot) for spot in spots]))
    for spot, color in zip(spots, wanted):
        found = page.color("result", *spot, 3)
        expect(distance(found, color) < 25, f"warp at {spot}: {found}; {color} is wanted")
    page.run("check.set('overlay', 50, 'input')")
    page.run("scrollTo(0, 0)")
    page.shot("points", True)
    # A dragged point takes the warp along while it moves.
    resting = [page.color("result", *spot, 3) for spot in spots]
    page.run("document.querySelector('#second .marker').scrollIntoView({ block: 'center' })")
    left, top, width, height = page.run(
        "(() => { const b = document.querySelector('#second .marker').getBoundingClientRect();"
        " return [b.left, b.top, b.width, b.height]; })()")
    x, y = left + width / 2, top + height / 2
    page.mouse("mousePressed", x, y)
    page.mouse("mouseMoved", x + 30, y + 20)
    page.mouse("mouseMoved", x + 60, y + 40)
    moving = [page.color("result", *spot, 3) for spot in spots]
    page.mouse("mouseReleased", x + 60, y + 40)
    expect(max(map(distance, resting, moving)) > 12, f"the warp stays: {resting} {moving}")
    page.mouse("mousePressed", x + 60, y + 40)
    page.mouse("mouseMoved", x + 30, y)
    page.mouse("mouseMoved", x, y)
    page.mouse("mouseReleased", x, y)
    # By keys: a pixel to the right and back.
    label = page.run("document.activeElement.getAttribute('aria-label')")
    page.key("ArrowRight")
    expect(page.run("document.activeElement.getAttribute('aria-label')") != label, "no key moves it")
    page.key("ArrowLeft")
    page.after_new_result(lambda: page.press("point-use"))
    time.sleep(0.3)
    page.run("check.byId('compare').querySelector('[value=second]').click();"
             "check.set('divider', 100, 'input')")
    expect(distance(page.color("result", 0.705, 0.45, 3), wanted[0]) < 30, "the result is not by the points")
    expect("daefuse align" in page.text("command") and "--points" in page.text("command"),
           page.text("command"))
    page.run("scrollTo(0, 0)")
    page.shot("points-used")
    page.run("document.querySelector('#first .marker').focus()")
    page.key("Delete")
    expect(page.run("document.querySelectorAll('.marker').length") == 6, "Delete removes a pair")
    page.press("point-add")
    expect(page.run("document.querySelectorAll('.marker').length") == 8, "a pair is added")
    expect("first picture" in page.run("document.activeElement.getAttribute('aria-label')"),
           "the new point has no focus")


def a_refused_file_shows_its_fault(page, arguments):
    page.fresh()
    page.run("check.drop([['notes.txt', btoa('no picture at all')]], check.byId('second-view'))")
    page.wait("!check.byId('fault').hidden")
    words = page.text("fault-detail")
    expect(len(words) > 20, f"fault: {words}")
    page.shot("error")
    page.press("fault-close")
    expect(page.run("check.byId('fault').hidden"), "the fault stays")
    return words


def the_token_is_asked_for(page, arguments):
    if not arguments.locked:
        return "left out: no --locked"
    page.call("Page.navigate", url="about:blank")
    page.open(arguments.locked)
    page.wait("check.byId('token').open")
    page.shot("token")
    page.run("check.set('token-value', 'wrong')")
    page.press("token-send")
    page.wait("check.text('token-state').includes('not taken') && check.byId('token').open")
    page.run("check.set('token-value', 'the-token-of-the-checks')")
    page.press("token-send")
    page.wait("check.shown() > 0")
    expect(not page.run("check.byId('token').open"), "it is asked for again")
    expect(page.run("document.cookie + localStorage.length + sessionStorage.length") == "00",
           "something is kept")


def scores_come_on_demand(page, arguments):
    page.fresh()
    expect(page.run("check.byId('scores').hidden"), "scores before anybody asked")
    page.press("score")
    page.wait("!check.byId('scores').hidden", 60)
    rows = page.run("check.byId('scores').tBodies[0].rows.length")
    expect(rows >= 4, f"{rows} metrics")
    page.run("check.byId('scores').scrollIntoView({ block: 'end' })")
    page.shot("scores")


def the_command_does_the_same(page, arguments):
    if not arguments.program:
        return "left out: no --program"
    page.fresh()
    page.after_new_result(lambda: page.drop(pair(arguments)))
    page.after_new_result(lambda: page.run("check.set('lean', -0.4, 'input', 'change')"))
    page.after_new_result(lambda: page.run("check.set('range-low', 20, 'input', 'change')"))
    page.run("check.set('format', 'tiff', 'change')")
    compare_with_command(page, arguments, pair(arguments))


def the_command_by_points_does_the_same(page, arguments):
    if not arguments.program:
        return "left out: no --program"
    page.fresh()
    page.after_new_result(lambda: page.run(CUT))
    page.run("check.set('align', 'points', 'change')")
    set_points(page, [(60, 40), (250, 40), (250, 190), (60, 190)])
    set_points(page, [(150, 100)], miss=8)
    page.after_new_result(lambda: page.press("point-use"))
    with tempfile.TemporaryDirectory() as folder:
        compare_with_command(page, arguments, saved_cut(page, folder))


def what_is_marked_is_colored(page, arguments):
    page.fresh()
    page.after_new_result(lambda: page.press("highlight"))
    red, green, blue = page.color("result", 0.705, 0.45)
    expect(red > blue + 20, f"iron is warm: {red, green, blue}")
    expect("--highlight 95% --palette iron" in page.text("command"), page.text("command"))
    page.shot("marked", True)


def controls_have_names_and_show_the_focus(page, arguments):
    page.fresh()
    page.press("highlight")
    unnamed, count = nameless(page)
    expect(not unnamed, f"without a name: {unnamed}")
    expect(count > 25, f"{count} controls alone were found")
    dark, order = unlit_focus(page)
    expect(not dark, f"no focus is seen on {dark}")
    for identifier in ("choose", "result", "divider", "swap", "method", "lean", "range-low",
                       "align", "format", "download", "copy", "score"):
        expect(identifier in order, f"Tab does not reach {identifier}: {order}")
    return f"{count} names, {len(order)} stops"


def text_has_contrast(page, arguments):
    counts = []
    for dark in (False, True):
        page.fresh(dark=dark)
        page.press("score")
        page.wait("!check.byId('scores').hidden", 60)
        page.run("check.drop([['notes.txt', btoa('no picture')]], check.byId('second-view'))")
        page.wait("!check.byId('fault').hidden")
        page.press("highlight")
        page.run("check.set('align', 'points', 'change')")
        page.press("point-add")
        page.run("check.byId('drop').hidden = false")
        page.run("check.byId('scores').hidden = false")
        low, count = low_contrasts(page)
        expect(not low, f"{'dark' if dark else 'light'}: {low}")
        expect(count > 40, f"{count} texts alone were found")
        counts.append(str(count))
        page.run("check.byId('drop').hidden = true")
        page.shot("dark" if dark else "light", True)
    page.errors.clear()
    return f"{' and '.join(counts)} texts"


def a_phone_needs_no_sideways_scrolling(page, arguments):
    page.fresh(width=360, height=780, touch=True)
    wide = """(() => { const wide = [...document.querySelectorAll("body *")].filter((e) =>
        e.checkVisibility() && !e.closest(".unseen, .view, .stage, pre")
        && e.getBoundingClientRect().right > innerWidth + 1).map((e) => e.id || e.className || e.tagName);
      return [document.documentElement.scrollWidth, innerWidth, wide]; })()"""
    page.press("highlight")
    scrolled, width, parts = page.run(wide)
    expect(width == 360 and scrolled <= width and not parts, f"{scrolled} of {width}: {parts}")
    page.shot("phone", True)
    page.run("check.set('align', 'points', 'change')")
    page.press("point-add")
    scrolled, width, parts = page.run(wide)
    expect(scrolled <= width and not parts, f"points: {scrolled} of {width}: {parts}")
    page.shot("phone-points", True)


def live_sources_are_shown(page, arguments):
    if not arguments.live:
        return "left out: no --live"
    page.call("Page.navigate", url="about:blank")
    page.open(arguments.live)
    page.wait("[...document.querySelectorAll('.tile .state')].some((e) => e.textContent === 'live')")
    one = page.run("""(async () => {
      const canvas = document.querySelector(".tile canvas");
      const all = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
      return all.reduce((sum, value) => sum + value, 0) / all.length;
    })()""")
    expect(one > 70, f"the tile is empty: {one}")
    page.run("check.byId('live').scrollIntoView()")
    page.shot("live")
    page.run("document.querySelector('.tile button').click()")
    page.wait("document.querySelector('.tile .state').textContent === 'paused'")
    page.errors.clear()
