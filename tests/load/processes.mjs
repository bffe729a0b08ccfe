// What a server process has used, from /proc.
import { readFileSync, writeFileSync } from 'node:fs';

/** Microseconds of CPU since it began. */
export function cpu(pid) {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(') ') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) * 10_000;
}

const megabytes = (text, name) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(text)[1]) / 1024;

/** Megabytes: resident now, and of these not backed by a file. */
export function memory(pid) {
    const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
    return { rss: megabytes(text, 'Rss'), anonymous: megabytes(text, 'Anonymous') };
}

/** The most that was resident since forgetPeak(), in megabytes. */
export const peak = (pid) => megabytes(readFileSync(`/proc/${pid}/status`, 'utf8'), 'VmHWM');
export const forgetPeak = (pid) => writeFileSync(`/proc/${pid}/clear_refs`, '5');
