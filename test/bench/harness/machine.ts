import { readFileSync } from 'node:fs';
import { availableParallelism, cpus, release, totalmem, type } from 'node:os';

/** What the numbers were measured on. Never a host name, an address or a path: the page is published. */
export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly os: string;
  readonly node: string;
  /** Null when no goal of the run needed it. */
  readonly electron: string | null;
  readonly postgres: string | null;
}

function distribution(): string {
  try {
    const [, name] = /^PRETTY_NAME="?([^"\n]+)/mu.exec(readFileSync('/etc/os-release', 'utf8')) ?? [];
    return name ?? type();
  } catch {
    return type();
  }
}

export function describeMachine(parts: Pick<Machine, 'electron' | 'postgres'>): Machine {
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    os: `${distribution()} (${type()} ${release().split('-')[0]})`,
    node: process.versions.node,
    ...parts,
  };
}

export function machineLine(machine: Machine): string {
  const { cpu, cores, memoryGiB, os, node, electron, postgres } = machine;
  return [
    `${cpu}, ${cores} cores, ${memoryGiB} GiB`,
    os,
    `Node ${node}`,
    ...(electron === null ? [] : [`Electron ${electron}`]),
    ...(postgres === null ? [] : [`PostgreSQL ${postgres}`]),
  ].join(' · ');
}
