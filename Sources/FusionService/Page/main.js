// SPDX-License-Identifier: Apache-2.0
// Puts the page together.
import { Alignment } from "./alignment.js";
import { commandLines, showCommand } from "./command.js";
import { part } from "./elements.js";
import { Histogram } from "./histogram.js";
import { openIntake } from "./intake.js";
import { showLive } from "./live.js";
import { say, showFault } from "./messages.js";
import { chosenOptions, fillChoices, listenForOptions, savingOptions } from "./options.js";
import { Pair } from "./pair.js";
import { Pointing } from "./pointing.js";
import { Service } from "./service.js";
import { Stage } from "./stage.js";
import { Thumbnails } from "./thumbnails.js";
import { askForToken } from "./token.js";
import { View } from "./view.js";
import { Workbench } from "./workbench.js";
import { listenForZoom } from "./zoom.js";

const service = new Service(askForToken);
const pair = new Pair(service);
const view = new View();
const stage = new Stage(view);
const thumbnails = new Thumbnails(view, pair);
const histogram = new Histogram();
const pointing = new Pointing(pair, stage, thumbnails);
const alignment = new Alignment(service, pair, pointing);
const workbench = new Workbench({ service, pair, stage, thumbnails, wish });

/** What the service is to be asked for now. */
function wish() {
  const placed = alignment.options;
  if (placed === null) return null;
  const range = histogram.range;
  return { ...chosenOptions(), ...(range === null ? {} : { range }), ...placed };
}

function update(moving = false) {
  part("empty").textContent = whatIsMissing() ?? "Fusing\u2026";
  workbench.update(moving);
  tellCommand();
}

/** Why there is no result; null where there will be one. */
function whatIsMissing() {
  if (pair.isWhole) return wish() === null ? part("align-state").textContent : null;
  return `The ${pair.first ? "second" : "first"} picture is missing: drop, paste or choose it.`;
}

function tellCommand() {
  const options = { ...chosenOptions(), range: histogram.range ?? undefined };
  const placed = pair.isWhole ? alignment.command : null;
  showCommand(placed ? commandLines(pair, options, placed, savingOptions()) : []);
}

async function take(files, place) {
  try { await pair.take(files, place); } catch (error) { showFault(error); }
}

pair.addEventListener("change", ({ detail }) => {
  view.fit();
  workbench.forget();
  histogram.show(pair.second?.facts ?? null);
  alignment.reset();
  if (detail.guessed) say(`${pair.second.name} was taken for the second picture`);
});
alignment.addEventListener("change", () => update());
pointing.points.addEventListener("change", () => tellCommand());
alignment.addEventListener("fault", ({ detail }) => showFault(detail));
histogram.addEventListener("change", () => update(true));
listenForOptions(update);
listenForZoom(stage.picture);
openIntake(take);
part("result").addEventListener("keydown", ({ key }) => { if (/^s$/i.test(key)) pair.swap(); });
part("download").addEventListener("click", () => workbench.save(savingOptions()));
for (const id of ["format", "panel"]) part(id).addEventListener("change", tellCommand);

/** What the service has to offer. */
async function learn() {
  const offer = await service.json("/v1/models");
  fillChoices(offer);
  pair.limits = offer.limits;
  part("version").textContent = offer.version;
  showLive(service, offer.live);
}

/** A first picture, before anybody has given one. */
async function openSample() {
  const files = await Promise.all(["first", "second"].map(async (place) => {
    const blob = await (await service.call(`/v1/sample/${place}.png`)).blob();
    const name = place === "first" ? "sample-visible.png" : "sample-infrared.png";
    return new File([blob], name, { type: "image/png" });
  }));
  if (pair.number === 0) await pair.take(files);
}

part("empty").textContent = "Opening a rendered pair\u2026";
const learned = learn().then(tellCommand);
await Promise.all([learned, openSample()].map((work) => work.catch(showFault)));
