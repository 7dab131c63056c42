import { compare, inquiry, judgeStep } from "../../src/apply/look.ts";
import { backends } from "../../src/backends/index.ts";
import { desire, kindsOf } from "../../src/diff/desire.ts";
import type { Config } from "../../src/model/config.ts";
import type { Plan, Step } from "../../src/model/plan.ts";
import { allConsents, planFor } from "./fleet.ts";
import { snapshotOf, type World } from "./world.ts";

/** Looks at what takes its time before a test gives up. */
const MOST_LOOKS = 16;

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

/** How a run went: commands carried out, and what came in between, which in an undisturbed world is a defect. */
export interface Course {
  readonly plan: Plan;
  readonly trouble: readonly string[];
  /** Types of the steps that were looked at and carried out. */
  readonly ran: readonly string[];
}

/** What of the world is a backend's. */
export interface Simulation {
  /** Whether its steps are looked at before and after, as apply does; others are just carried out. */
  readonly looks: (step: Step) => boolean;
  /** Carries out at most `most` moves of a step; how many it took. */
  readonly act: (world: World, step: Step, most: number) => number;
  /** Some time goes by. */
  readonly tick: (world: World) => void;
}

/** Applies as holdfast does, with a backend's own world. */
export function runner({ looks, act, tick }: Simulation) {
  /**
   * Plans with all consents, and carries each step out only when a fresh look still wants it, waiting while something
   * has to end first, and looks whether it took. Ends after `most` moves, as a run that is killed.
   */
  function applyTo(config: Config, world: World, most = Number.POSITIVE_INFINITY): Course {
    const plan = agreedPlan(config, world);
    const { resources } = desire(config, backends);
    const sight = { config, kinds, resources, steps: plan.actions } as unknown as Parameters<
      typeof judgeStep
    >[2];
    const judge = (step: Step) =>
      judgeStep(step, compare(step, sight, snapshotOf(world, inquiry(step, sight))), sight);
    const trouble: string[] = [];
    const ran: string[] = [];
    const failed = new Set<string>();
    let left = most;

    const settled = (step: Step, until: (is: string) => boolean) => {
      let verdict = judge(step);
      for (let passed = 0; passed < MOST_LOOKS && !until(verdict.is); passed++) {
        tick(world);
        verdict = judge(step);
      }
      return verdict;
    };

    for (const step of plan.actions) {
      if (left <= 0) break;
      const wrong = (text: string) => {
        trouble.push(`${step.id} ${step.type} ${step.host} ${step.about ?? ""}: ${text}`);
        failed.add(step.id);
      };
      const lacking = step.after.find((id) => failed.has(id));
      if (lacking) {
        wrong(`comes after ${lacking}`);
        continue;
      }
      if (!looks(step)) {
        left -= act(world, step, left);
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
      ran.push(step.type);
      left -= act(world, due, left);
      if (left <= 0) break;
      const after = settled(step, (is) => is === "satisfied");
      if (after.is !== "satisfied") wrong(`not confirmed: ${JSON.stringify(after)}`.slice(0, 1500));
    }
    return { plan, trouble, ran };
  }

  /** Applies until a plan has nothing to do any more; what is left is blocked or not known. */
  function settle(config: Config, world: World, most = 6): Course {
    let course = applyTo(config, world);
    const trouble = [...course.trouble];
    const ran = [...course.ran];
    for (let round = 1; round < most && course.plan.actions.length > 0; round++) {
      for (let passed = 0; passed < 3; passed++) tick(world);
      course = applyTo(config, world);
      trouble.push(...course.trouble);
      ran.push(...course.ran);
    }
    return { plan: course.plan, trouble, ran };
  }

  return { applyTo, settle };
}
