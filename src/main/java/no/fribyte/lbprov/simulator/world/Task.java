package no.fribyte.lbprov.simulator.world;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A task of a node: it does its work when it is due, which may be in another process than the one that began it.
 *
 * @param user with the token, if a token began it
 * @param fate the error it will end with instead of doing its work
 * @param exitStatus how it ended; empty while it runs
 */
public record Task(
        String upid,
        String node,
        String type,
        String id,
        String user,
        Instant start,
        Instant due,
        Work work,
        Optional<String> fate,
        List<String> log,
        Optional<String> exitStatus,
        Optional<Instant> end) {

    public Task {
        log = List.copyOf(log);
    }

    @JsonIgnore
    public boolean isRunning() {
        return exitStatus.isEmpty();
    }

    /** The user alone: reading a task gives the token apart. */
    @JsonIgnore
    public String owner() {
        int mark = user.indexOf('!');
        return mark < 0 ? user : user.substring(0, mark);
    }

    public Task withFate(String error) {
        return new Task(upid, node, type, id, user, start, due, work, Optional.of(error), log, exitStatus, end);
    }

    Task dueAt(Instant later) {
        return new Task(upid, node, type, id, user, start, later, work, fate, log, exitStatus, end);
    }

    public Task withLog(List<String> lines) {
        return new Task(upid, node, type, id, user, start, due, work, fate, lines, exitStatus, end);
    }

    /** Ends the task; the last line of its log says how, as Proxmox's does. */
    public Task ended(String status, List<String> lines, Instant when) {
        List<String> whole = new ArrayList<>(log);
        whole.addAll(lines);
        boolean fine = status.equals("OK") || status.startsWith("WARNINGS: ");
        whole.add("TASK " + (fine ? status : "ERROR: " + status));
        return new Task(
                upid, node, type, id, user, start, due, work, fate, whole, Optional.of(status), Optional.of(when));
    }
}
