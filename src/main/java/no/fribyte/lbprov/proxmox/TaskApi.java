package no.fribyte.lbprov.proxmox;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import no.fribyte.lbprov.model.NodeName;
import no.fribyte.lbprov.problem.ExitStatus;
import no.fribyte.lbprov.problem.LbprovException;
import no.fribyte.lbprov.problem.Problem;

/** {@code /nodes/NODE/tasks}: waits for tasks and finds those that run. */
public final class TaskApi {
    private static final int LAST_LINES = 10;

    private final Transport transport;
    private final Waiting waiting;
    private final Patience patience;

    TaskApi(Transport transport, Waiting waiting, Patience patience) {
        this.transport = transport;
        this.waiting = waiting;
        this.patience = patience;
    }

    /**
     * {@code GET /nodes/NODE/tasks/UPID/status} until it has ended. A failed task is a result, not an exception; a node
     * that stays silent, and a task that runs, for longer than the {@link Patience} allows are exceptions.
     */
    public TaskResult await(Upid upid) {
        return await(upid, () -> {});
    }

    /**
     * The same.
     *
     * @param meanwhile done at every look
     */
    public TaskResult await(Upid upid, Runnable meanwhile) {
        Instant started = waiting.now();
        Instant heard = started;
        Duration pause = patience.first();
        while (true) {
            Attempt<Row> look = Attempt.of(() -> status(upid));
            if (look.value().isPresent()) {
                Row row = look.value().get();
                if (row.need("status").equals("stopped")) {
                    return result(upid, row.text("exitstatus").orElse("unexpected status"));
                }
                heard = waiting.now();
            } else if (!bearable(look, started, heard)) {
                look.orThrow();
            }
            if (waiting.since(started).compareTo(patience.whole()) >= 0) {
                throw endless(upid);
            }
            waiting.pause(pause, "wait for task " + upid);
            meanwhile.run();
            pause = patience.after(pause);
        }
    }

    /** {@code GET /nodes/NODE/tasks?source=active}: those that have not ended yet, uploads and downloads among them. */
    public List<RunningTask> running(NodeName node) {
        ApiCall call = ApiCall.get("list the running tasks on " + node, "/nodes/" + node + "/tasks")
                .with("source", "active");
        return transport.rows(call).stream()
                // the list also holds tasks that ended a moment ago
                .filter(row -> row.text("endtime").isEmpty())
                .map(row -> new RunningTask(
                        Upid.parse(row.need("upid")),
                        Instant.ofEpochSecond(row.number("starttime").orElse(0))))
                .toList();
    }

    /** {@code GET /nodes/NODE/tasks/UPID/log}, to its end. */
    public List<String> log(Upid upid) {
        // limit=0 reads to the end; without it only the first 50 lines come
        ApiCall call =
                ApiCall.get("read the log of task " + upid, path(upid) + "/log").with("limit", "0");
        return transport.rows(call).stream()
                .map(row -> row.text("t").orElse(""))
                .toList();
    }

    private Row status(Upid upid) {
        return transport.row(ApiCall.get("read the status of task " + upid, path(upid) + "/status"));
    }

    /** A task just started may not be listed yet, and a node may be silent for a while. */
    private boolean bearable(Attempt<Row> look, Instant started, Instant heard) {
        if (look.failedAs(ProxmoxFailure.Kind.UNREACHABLE)) {
            return waiting.since(heard).compareTo(patience.silence()) < 0;
        }
        boolean unborn = look.failure()
                .map(failure -> failure.text() + failure.parameters())
                .filter(words -> words.contains("no such task"))
                .isPresent();
        return unborn && waiting.since(started).compareTo(patience.unborn()) < 0;
    }

    private LbprovException endless(Upid upid) {
        Problem problem = Problem.error("task %s still runs after %d min"
                        .formatted(upid, patience.whole().toMinutes()))
                .because(String.join("\n", end(logIfReadable(upid))))
                .hint(
                        "look at it in the Proxmox VE web interface, stop it there if it hangs, and run the command again");
        return new LbprovException(ExitStatus.STEP_FAILED, problem);
    }

    private TaskResult result(Upid upid, String exit) {
        if (exit.equals("OK")) {
            return new TaskResult.Ok();
        }
        if (exit.startsWith("WARNINGS")) {
            List<String> lines = logIfReadable(upid);
            List<String> warnings =
                    lines.stream().filter(line -> line.startsWith("WARN")).toList();
            return new TaskResult.Warnings(warnings.isEmpty() ? end(lines) : warnings);
        }
        if (exit.equals("unexpected status") || exit.startsWith("unable to get last line from task log")) {
            return new TaskResult.Unknown(exit);
        }
        return new TaskResult.Failed(exit, end(logIfReadable(upid)));
    }

    private List<String> logIfReadable(Upid upid) {
        return Attempt.of(() -> log(upid)).value().orElse(List.of());
    }

    private static List<String> end(List<String> lines) {
        return lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size());
    }

    private static String path(Upid upid) {
        // asked of any other node the task is "no such task"
        return "/nodes/" + upid.node() + "/tasks/" + upid;
    }
}
