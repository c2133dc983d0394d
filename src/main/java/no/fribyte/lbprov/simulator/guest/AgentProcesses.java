package no.fribyte.lbprov.simulator.guest;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** What the agents' programs left behind; an agent forgets a process as soon as its end was read. */
final class AgentProcesses {
    private final Map<String, ExecResult> ended = new ConcurrentHashMap<>();
    private final AtomicLong pids = new AtomicLong(900);

    long add(String diskId, ExecResult result) {
        long pid = pids.incrementAndGet();
        ended.put(diskId + "/" + pid, result);
        return pid;
    }

    Optional<ExecResult> take(String diskId, long pid) {
        return Optional.ofNullable(ended.remove(diskId + "/" + pid));
    }
}
