import { judgeStep, kindOf } from "../../src/apply/look.ts";
import { backends } from "../../src/backends/index.ts";
import { concerning, desire, kindsOf } from "../../src/diff/desire.ts";
import { type Diff, diffFleetKind, diffKind } from "../../src/diff/diff.ts";
import type { Config } from "../../src/model/config.ts";
import type { Plan, Step } from "../../src/model/plan.ts";
import type { Resource } from "../../src/model/resource.ts";
import { allConsents, planFor } from "./fleet.ts";
import { glusterAct } from "./gluster-act.ts";
import { tick } from "./gluster-world.ts";
import { act, snapshotOf, type World } from "./world.ts";

/** Looks at what takes its time before a test gives up. */
const MOST_LOOKS = 12;

const kinds = kindsOf(backends);

/** The plan with every consent it asks for given; what becomes planned by one may ask for another. */
export function agreedPlan(config: Config, world: World): Plan {
  let consents: readonly string[] = [];
  for (;;) {
    const plan = planFor(config, world, consents);
    const asked = allConsents(plan).filter((token) => !consents.includes(token));
    if (asked.length === 0) return plan;
    consents = [...consents, ...asked];
  }
}

/** A fresh look at one resource, as apply takes it before and after every step. */
function look(config: Config, world: World, resources: readonly Resource[], step: Step): Diff {
  const kind = kindOf(step, kinds);
  const declared = resources.filter(({ address }) => address === step.address);
  const [resource] = declared;
  const names = new Set([step.host, ...(resource ? [resource.host, ...(resource.witnesses ?? [])] : [])]);
  const questions = [...names].map((name) => ({
    host: { name },
    facts: kind.facts({
      fleet: config.fleet,
      host: name,
      resources: concerning(declared.length > 0 ? declared : resources, kind.type, name),
    }),
  }));
  const snapshot = snapshotOf(world, questions);
  if (kind.spans) return diffFleetKind(kind, config.fleet, declared, snapshot);
  return diffKind(kind, { fleet: config.fleet, host: step.host, resources: declared }, snapshot);
}

/** How a run went: commands carried out, and what came in between, which in an undisturbed world is a defect. */
export interface Course {
  readonly plan: Plan;
  readonly trouble: readonly string[];
  /** Types of the gluster steps that were carried out. */
  readonly ran: readonly string[];
}

/**
 * Applies as holdfast does: plans with all consents, and carries each step out only when a fresh look still wants it,
 * waiting while something has to end first, and looks whether it took. Ends after `most` gluster commands, as a run
 * that is killed.
 */
export function applyTo(config: Config, world: World, most = Number.POSITIVE_INFINITY): Course {
  const plan = agreedPlan(config, world);
  const { resources } = desire(config, backends);
  const sight = { config, kinds, resources, steps: plan.actions } as unknown as Parameters<
    typeof judgeStep
  >[2];
  const judge = (step: Step) => judgeStep(step, look(config, world, resources, step), sight);
  const trouble: string[] = [];
  const ran: string[] = [];
  const failed = new Set<string>();
  let left = most;

  const settled = (step: Step, until: (is: string) => boolean) => {
    let verdict = judge(step);
    for (let looks = 0; looks < MOST_LOOKS && !until(verdict.is); looks++) {
      tick(world);
      verdict = judge(step);
    }
    return verdict;
  };

  for (const step of plan.actions) {
    if (left <= 0) break;
    const wrong = (text: string) => {
      trouble.push(`${step.id} ${step.type} ${step.about ?? ""}: ${text}`);
      failed.add(step.id);
    };
    const lacking = step.after.find((id) => failed.has(id));
    if (lacking) {
      wrong(`comes after ${lacking}`);
      continue;
    }
    if (!step.type.startsWith("gluster.")) {
      act(world, step);
      left -= 1;
      continue;
    }
    const verdict = settled(step, (is) => is !== "waiting");
    if (verdict.is === "satisfied") continue;
    if (verdict.is !== "wanted") {
      wrong(
        "why" in verdict
          ? `${verdict.is}: ${verdict.why}`
          : `${verdict.is}: ${JSON.stringify(verdict)}`.slice(0, 1500),
      );
      continue;
    }
    const { waits: _over, ...due } = step;
    glusterAct(world, due, left);
    ran.push(step.type);
    left -= Math.max(1, step.commands.length);
    if (left <= 0) break;
    const after = settled(step, (is) => is === "satisfied");
    if (after.is !== "satisfied") wrong(`not confirmed: ${JSON.stringify(after)}`.slice(0, 1500));
  }
  return { plan, trouble, ran };
}

/** Applies until a plan has nothing to do any more; what is left is blocked or not known. */
export function settle(config: Config, world: World, most = 6): Course {
  let course = applyTo(config, world);
  const trouble = [...course.trouble];
  const ran = [...course.ran];
  for (let round = 1; round < most && course.plan.actions.length > 0; round++) {
    for (let looks = 0; looks < 3; looks++) tick(world);
    course = applyTo(config, world);
    trouble.push(...course.trouble);
    ran.push(...course.ran);
  }
  return { plan: course.plan, trouble, ran };
}
