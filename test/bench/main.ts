import { floor } from "./floor.ts";
import { glusterRatios } from "./gluster.ts";

const parts = { plan: floor, gluster: glusterRatios };

/** `main.ts [plan] [gluster]`: prints holdfast's times as ratios to others', measured in turns in this one run. */
const wanted = process.argv.slice(2);
for (const [name, measure] of Object.entries(parts))
  if (wanted.length === 0 || wanted.includes(name)) await measure();
