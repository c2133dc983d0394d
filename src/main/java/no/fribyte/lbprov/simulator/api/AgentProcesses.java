package no.fribyte.lbprov.simulator.api;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import no.fribyte.lbprov.simulator.guest.ExecResult;

/** What the agents' programs left behind; an agent forgets a process as soon as its end was read. */
public final class AgentProcesses {
    private final Map<String, ExecResult> ended = new ConcurrentHashMap<>();
    private final AtomicLong pids = new AtomicLong(900);

    long add(int vmid, ExecResult result) {
        long pid = pids.incrementAndGet();
        ended.put(vmid + "/" + pid, result);
        return pid;
    }

    Optional<ExecResult> take(int vmid, long pid) {
        return Optional.ofNullable(ended.remove(vmid + "/" + pid));
    }
}
