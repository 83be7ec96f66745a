import { z } from "zod";
import { canonicalJson, type Parameters } from "../../foundation/json.ts";
import type { Experiment, Observation } from "../experiment.ts";
import { requireOneCell } from "../require-one-cell.ts";
import type { Stream } from "../stream.ts";
import { type MethodSpecification, parseMethod } from "./method.ts";
import { type NetworkSetting, parseSetting, settingShape } from "./network-setting.ts";

/** A number that a study measures of a method, and which of two is the better one. */
export interface Measure {
  readonly meaning: string;
  readonly better: "smaller" | "larger";
}

/** What is drawn, done with it by a method, and measured; an experiment for one method, and one for two, come of it. */
export interface Study<S extends Parameters, I> {
  readonly id: string;
  readonly version: number;
  /** Members of a point beside those that all settings have and the methods. */
  readonly members: z.ZodRawShape;
  readonly streamParameters: readonly string[];
  readonly measures: Readonly<Record<string, Measure>>;
  /** Meanings of trajectories, which only the experiment for one method shows. */
  readonly trajectories: Readonly<Record<string, string>>;
  /** @throws AsymptopiaError `invalid-input` where members contradict one another. */
  check?(setting: S): void;
  /** What methods are compared on. */
  draw(setting: S & NetworkSetting, hidden: number, stream: Stream): I;
  measure(instance: I, setting: S & NetworkSetting, method: MethodSpecification): Record<string, Observation>;
  /** Nominal work of one method, in 10⁶ operations. */
  cost(setting: S & NetworkSetting, hidden: number): number;
}

/** A point of the experiment for one method. */
export type OneMethod<S> = S & NetworkSetting & { readonly method: MethodSpecification };

/** A point of the experiment for two methods. */
export type TwoMethods<S> = S &
  NetworkSetting & { readonly first: MethodSpecification; readonly second: MethodSpecification };

/** The experiment of a study that shows all it measures of one method. */
export function oneMethodExperiment<S extends Parameters, I>(
  study: Study<S, I>,
  module: string,
): Experiment<OneMethod<S>> {
  const { id, version, streamParameters, measures, trajectories } = study;
  const meanings = Object.entries(trajectories).map(([name, meaning]) => [name, { meaning }] as const);
  const experiment: Experiment<OneMethod<S>> = {
    id,
    version,
    module,
    streamParameters,
    parameters: { parse: (input) => parsed(study, ["method"], input) as OneMethod<S> },
    observables: {
      ...Object.fromEntries(Object.entries(measures).map(([name, { meaning }]) => [name, { meaning }])),
      ...Object.fromEntries(meanings),
    },
    realise: (point, size) => ({ point, size, realised: point, shape: settingShape(point, size) }),
    run: (problems, stream) => {
      requireOneCell(experiment, problems);
      const observe = observer(study, stream);
      return problems.map(({ point, size }) => observe(withoutMethods(point), size, point.method));
    },
    cost: ({ point, size }) => study.cost(point, size),
  };
  return experiment;
}

/**
 * The experiment of a study that compares two methods on the same draw: the measures of both, and for each measure
 * whether the one or the other is strictly better.
 */
export function twoMethodsExperiment<S extends Parameters, I>(
  study: Study<S, I>,
  module: string,
): Experiment<TwoMethods<S>> {
  const { id, version, streamParameters, measures } = study;
  const experiment: Experiment<TwoMethods<S>> = {
    id: `${id}-pair`,
    version,
    module,
    streamParameters,
    parameters: { parse: (input) => parsed(study, ["first", "second"], input) as TwoMethods<S> },
    observables: Object.fromEntries(
      Object.entries(measures).flatMap(([name, { meaning, better }]) => [
        [named("first", name), { meaning: `${meaning}; first method` }],
        [named("second", name), { meaning: `${meaning}; second method` }],
        [
          named("firstWins", name),
          { meaning: `1 if the first method's is the ${better} one, else 0: ${meaning}`, range: [0, 1] as const },
        ],
        [
          named("secondWins", name),
          { meaning: `1 if the second method's is the ${better} one, else 0: ${meaning}`, range: [0, 1] as const },
        ],
      ]),
    ),
    realise: (point, size) => ({ point, size, realised: point, shape: settingShape(point, size) }),
    run: (problems, stream) => {
      requireOneCell(experiment, problems);
      const observe = observer(study, stream);
      return problems.map(({ point, size }) => {
        const setting = withoutMethods(point);
        const first = observe(setting, size, point.first);
        const second = observe(setting, size, point.second);
        return Object.fromEntries(
          Object.entries(measures).flatMap(([name, { better }]) => {
            const [one, other] = [first[name] as number, second[name] as number];
            const ahead = better === "smaller" ? other - one : one - other;
            return [
              [named("first", name), one],
              [named("second", name), other],
              [named("firstWins", name), ahead > 0 ? 1 : 0],
              [named("secondWins", name), ahead < 0 ? 1 : 0],
            ];
          }),
        );
      });
    },
    cost: ({ point, size }) => 2 * study.cost(point, size),
  };
  return experiment;
}

function named(prefix: string, measure: string): string {
  return `${prefix}${measure[0].toUpperCase()}${measure.slice(1)}`;
}

function parsed<S extends Parameters>(
  study: Pick<Study<S, never>, "members" | "check">,
  methods: readonly string[],
  input: unknown,
) {
  const members = Object.fromEntries(methods.map((name) => [name, z.unknown()]));
  const point = parseSetting({ ...study.members, ...members }, input) as Record<string, unknown>;
  const read = Object.fromEntries(methods.map((name) => [name, parseMethod(point[name], name)]));
  study.check?.(point as unknown as S);
  return { ...point, ...read };
}

function withoutMethods<S>(point: OneMethod<S> | TwoMethods<S>): S & NetworkSetting {
  const { method: _, first: __, second: ___, ...setting } = point as OneMethod<S> & TwoMethods<S>;
  return setting as unknown as S & NetworkSetting;
}

/** Draws and measures, each once for equal arguments. */
function observer<S extends Parameters, I>(study: Study<S, I>, stream: Stream) {
  const instances = new Map<string, I>();
  const measured = new Map<string, Record<string, Observation>>();
  return (setting: S & NetworkSetting, hidden: number, method: MethodSpecification): Record<string, Observation> => {
    const drawn = canonicalJson([setting, hidden]);
    const key = canonicalJson([setting, hidden, method]);
    let observations = measured.get(key);
    if (observations === undefined) {
      let instance = instances.get(drawn);
      if (instance === undefined) {
        instance = study.draw(setting, hidden, stream);
        instances.set(drawn, instance);
      }
      observations = study.measure(instance, setting, method);
      measured.set(key, observations);
    }
    return observations;
  };
}
