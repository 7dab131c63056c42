import { floor } from "./floor.ts";
import { glusterRatios } from "./gluster.ts";
import { moosefsRatios } from "./moosefs.ts";

const parts = { plan: floor, gluster: glusterRatios, moosefs: moosefsRatios };

/** `main.ts [plan] [gluster] [moosefs]`: prints holdfast's times as ratios to others', measured in turns in this one run. */
const wanted = process.argv.slice(2);
for (const [name, measure] of Object.entries(parts))
  if (wanted.length === 0 || wanted.includes(name)) await measure();
