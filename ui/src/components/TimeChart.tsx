/**
 * A value over time, drawn as steps: what was read stands until the next reading. Everything in it is shapes and classes, so
 * its colors are those of the screens, and the policy of the window allows it. Beside it stands a table that says the same.
 */
import { AxisBottom, AxisLeft } from '@visx/axis';
import { curveStepAfter } from '@visx/curve';
import { scaleLinear, scaleTime } from '@visx/scale';
import { Area, LinePath } from '@visx/shape';

import styles from './TimeChart.module.css';

export interface Point {
  /** RFC 3339. */
  at: string;
  value: number;
}

interface Props {
  /** What the drawing says, in a sentence. */
  label: string;
  /** The oldest first. */
  points: readonly Point[];
  formatValue: (value: number) => string;
  formatTime: (at: string) => string;
}

/** The units that it is drawn in. It is as wide as its place, and keeps its shape. */
const WIDTH = 720;
const HEIGHT = 200;
const MARGIN = { top: 12, right: 40, bottom: 28, left: 72 } as const;
const VALUE_TICKS = 4;
const TIME_TICKS = 5;
/** How far the scale goes beyond a value that stays the same, as a part of it. */
const AROUND = 0.1;
const DAY_MS = 86_400_000;
/** So that points at the edges are whole. */
const INSET = 8;

export function TimeChart({ label, points, formatValue, formatTime }: Props) {
  const { x, y } = scalesOf(points);
  const values = toldApart(y.ticks(VALUE_TICKS), formatValue);
  const left = (point: Point) => x(Date.parse(point.at));
  const top = (point: Point) => y(point.value);
  const bottom = HEIGHT - MARGIN.bottom;
  // Zero where it is within the drawing, otherwise the edge that is nearer to it.
  const ground = Math.min(bottom, Math.max(MARGIN.top, y(0)));
  return (
    <svg className={styles.chart} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
      {values.map((value) => (
        <line
          key={value}
          className={styles.grid}
          data-zero={value === 0 || undefined}
          x1={MARGIN.left}
          x2={WIDTH - MARGIN.right}
          y1={y(value)}
          y2={y(value)}
        />
      ))}
      <Area className={styles.area ?? ''} data={[...points]} x={left} y0={ground} y1={top} curve={curveStepAfter} />
      <LinePath className={styles.line ?? ''} data={[...points]} x={left} y={top} curve={curveStepAfter} />
      {points.map((point) => (
        <circle key={point.at} className={styles.point} cx={left(point)} cy={top(point)} r={3} />
      ))}
      <AxisLeft
        scale={y}
        left={MARGIN.left}
        tickValues={values}
        hideAxisLine
        hideTicks
        tickFormat={(value) => formatValue(Number(value))}
        tickClassName={styles.tick ?? ''}
        tickLabelProps={{ className: styles.label ?? '', dx: -4, dy: 4, textAnchor: 'end' }}
      />
      <AxisBottom
        scale={x}
        top={bottom}
        tickValues={daysOf(x)}
        axisLineClassName={styles.axis ?? ''}
        tickLineProps={{ className: styles.axis ?? '' }}
        tickFormat={(time) => formatTime(new Date(Number(time)).toISOString())}
        tickLabelProps={{ className: styles.label ?? '', textAnchor: 'middle' }}
      />
    </svg>
  );
}

function scalesOf(points: readonly Point[]) {
  const times = points.map(({ at }) => Date.parse(at));
  const values = points.map(({ value }) => value);
  const [first, last] = widened(Math.min(...times), Math.max(...times), DAY_MS);
  const lowest = Math.min(...values);
  const [least, greatest] = widened(lowest, Math.max(...values), Math.max(1, Math.abs(lowest) * AROUND));
  return {
    x: scaleTime({ domain: [first, last], range: [MARGIN.left + INSET, WIDTH - MARGIN.right - INSET] }),
    y: scaleLinear({ domain: [least, greatest], range: [HEIGHT - MARGIN.bottom, MARGIN.top], nice: VALUE_TICKS }),
  };
}

/** One value alone stands in the middle. */
function widened(least: number, greatest: number, by: number): [number, number] {
  return least === greatest ? [least - by, greatest + by] : [least, greatest];
}

/** Of values that are written alike, the first one. */
function toldApart(values: readonly number[], formatValue: Props['formatValue']): number[] {
  const labels = values.map(formatValue);
  return values.filter((_, index) => labels.indexOf(labels[index] ?? '') === index);
}

/** Days that can be told apart. Within one day the hours are not told, so it is named once. */
function daysOf(x: ReturnType<typeof scalesOf>['x']): Date[] {
  const [first, last] = x.domain();
  if (first === undefined || last === undefined) return [];
  const isWithinADay = last.getTime() - first.getTime() < TIME_TICKS * DAY_MS;
  return isWithinADay ? [first, last].filter(isNewDay) : x.ticks(TIME_TICKS);
}

function isNewDay(day: Date, index: number, days: readonly Date[]): boolean {
  return days.findIndex((other) => other.toDateString() === day.toDateString()) === index;
}
