// Who is busy while a load runs: every thread of the server, and the machine.
//
//     const watch = watchThreads(pid);
//     … the load …
//     const { threads, machine } = watch.stop();
import { readFileSync, readdirSync } from 'node:fs';
import { cpus } from 'node:os';

const ticksPerSecond = 100;

/** Name, state and CPU seconds of each thread; one that ended in between is left out. */
function threadsOf(pid) {
    const out = new Map();
    for (const id of readdirSync(`/proc/${pid}/task`)) {
        try {
            const text = readFileSync(`/proc/${pid}/task/${id}/stat`, 'utf8');
            const fields = text.slice(text.lastIndexOf(') ') + 2).split(' ');
            out.set(id, { name: text.slice(text.indexOf('(') + 1, text.lastIndexOf(')')), state: fields[0], cpu: (Number(fields[11]) + Number(fields[12])) / ticksPerSecond });
        } catch {
            // it has ended
        }
    }
    return out;
}

/** Busy and whole CPU time of the machine, in ticks. */
function machineTicks() {
    const [user, nice, system, idle, iowait, irq, softirq, steal] = readFileSync('/proc/stat', 'utf8').split('\n')[0].trim().split(/\s+/).slice(1).map(Number);
    const busy = user + nice + system + irq + softirq + steal;
    return { busy, all: busy + idle + iowait };
}

export function watchThreads(pid) {
    const before = threadsOf(pid);
    const machineBefore = machineTicks();
    const began = performance.now();
    const seen = new Map();
    let samples = 0;
    const timer = setInterval(() => {
        samples += 1;
        for (const [id, thread] of threadsOf(pid)) {
            const counts = seen.get(id) ?? { running: 0, disk: 0 };
            if (thread.state === 'R') counts.running += 1;
            if (thread.state === 'D') counts.disk += 1;
            seen.set(id, counts);
        }
    }, 20);
    return {
        stop() {
            clearInterval(timer);
            const seconds = (performance.now() - began) / 1000;
            const after = threadsOf(pid);
            const machineAfter = machineTicks();
            const threads = [...after].map(([id, thread]) => {
                const counts = seen.get(id) ?? { running: 0, disk: 0 };
                return { name: thread.name, cpu: (thread.cpu - (before.get(id)?.cpu ?? 0)) / seconds, running: counts.running / Math.max(samples, 1), disk: counts.disk / Math.max(samples, 1) };
            });
            const own = threads.filter((thread) => thread.cpu + thread.running + thread.disk > 0.05).sort((a, b) => b.cpu - a.cpu);
            return { threads: own, machine: (machineAfter.busy - machineBefore.busy) / Math.max(1, machineAfter.all - machineBefore.all) };
        },
    };
}

const words = { assessing: 'what judges (assessments)', 'event-loop': 'the event loop (sealing and HTTP)', 'db-writer': 'the database writer (commits)', 'db-connection': 'a database connection' };

/**
 * In plain words. `upstreamLate`: chunks that the provider was behind at p99; `clientDelay`: milliseconds that this bench's own
 * loop was late at p99. A thread that is ready all the time with less than a core is starved by the machine, not full.
 */
export function whoSaturates({ threads, machine }, upstreamLate, clientDelay) {
    const found = [];
    for (const thread of threads) {
        const name = words[thread.name] ?? thread.name;
        if (thread.cpu > 0.85) found.push(name);
        else if (thread.disk > 0.6) found.push(`${name}: it waits for the disk`);
        else if (thread.running > 0.85) found.push(`${name}, for want of a core`);
    }
    if (upstreamLate > 2) found.push('the provider (the upstream of this bench)');
    if (clientDelay > 100) found.push('the clients (this bench)');
    if (machine > 0.95) found.push(`all ${cpus().length} cores`);
    return found.length > 0 ? found.join('; ') : 'nobody';
}
