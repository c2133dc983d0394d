package no.fribyte.lbprov.simulator.api;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import no.fribyte.lbprov.simulator.access.Principal;
import no.fribyte.lbprov.simulator.world.Task;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Tasks: what runs, how it ended, what it said. */
final class TaskCalls {
    private TaskCalls() {}

    static void addTo(Map<String, Call> calls) {
        calls.put("GET /cluster/tasks", TaskCalls::cluster);
        calls.put("GET /nodes/{node}/tasks", TaskCalls::list);
        calls.put("GET /nodes/{node}/tasks/{upid}", context -> index());
        calls.put("GET /nodes/{node}/tasks/{upid}/status", TaskCalls::status);
        calls.put("GET /nodes/{node}/tasks/{upid}/log", TaskCalls::log);
        calls.put("DELETE /nodes/{node}/tasks/{upid}", TaskCalls::stop);
    }

    private static JsonNode index() {
        return Doc.array().add(Doc.object().put("name", "log")).add(Doc.object().put("name", "status"));
    }

    /** The newest first. */
    private static List<Task> newest(CallContext context) {
        List<Task> tasks = new ArrayList<>(context.world().tasks());
        Collections.reverse(tasks);
        return tasks;
    }

    private static boolean owns(CallContext context, Task task) {
        Principal caller = context.rights().caller();
        return task.user().equals(caller.id())
                || (caller.token().isEmpty() && task.owner().equals(caller.user()));
    }

    private static boolean mayRead(CallContext context, Task task) {
        return owns(context, task) || context.may("/nodes/" + task.node(), "Sys.Audit");
    }

    private static JsonNode cluster(CallContext context) {
        return newest(context).stream()
                .filter(task -> mayRead(context, task))
                .limit(25)
                .map(TaskCalls::row)
                .collect(Doc.toArray());
    }

    private static JsonNode list(CallContext context) {
        Params params = context.params();
        List<Task> found = newest(context).stream()
                .filter(task -> task.node().equals(context.node()) && mayRead(context, task))
                .filter(task -> fits(task, params))
                .toList();
        ArrayNode rows = found.stream()
                .skip(params.number("start", 0))
                .limit(params.number("limit", 50))
                .map(TaskCalls::row)
                .collect(Doc.toArray());
        return Paged.of(rows, found.size());
    }

    private static boolean fits(Task task, Params params) {
        boolean source = switch (params.text("source").orElse("archive")) {
            case "active" -> task.isRunning();
            case "all" -> true;
            default -> !task.isRunning();
        };
        long start = task.start().getEpochSecond();
        return source
                && params.text("vmid").filter(vmid -> !vmid.equals(task.id())).isEmpty()
                && params.text("typefilter")
                        .filter(type -> !type.equals(task.type()))
                        .isEmpty()
                && params.text("userfilter")
                        .filter(user -> !task.user().toLowerCase(Locale.ROOT).contains(user.toLowerCase(Locale.ROOT)))
                        .isEmpty()
                && start >= params.number("since", 0)
                && start <= params.number("until", Long.MAX_VALUE)
                && (!params.flag("errors") || !kind(task).equals("ok"))
                && (params.flag("errors")
                        || params.items("statusfilter").isEmpty()
                        || params.items("statusfilter").contains(kind(task)));
    }

    private static String kind(Task task) {
        String status = task.exitStatus().orElse("unknown");
        if (status.equals("OK")) {
            return "ok";
        }
        return status.startsWith("WARNINGS: ") ? "warning" : status.equals("unknown") ? "unknown" : "error";
    }

    private static ObjectNode row(Task task) {
        ObjectNode row = describe(task);
        if (task.isRunning()) {
            // only what is read back from the archive has the token apart
            row.put("user", task.user()).put("status", "RUNNING");
        } else {
            putUser(row, task);
            task.exitStatus().ifPresent(status -> row.put("status", status));
            task.end().ifPresent(end -> row.put("endtime", end.getEpochSecond()));
        }
        return row;
    }

    private static void putUser(ObjectNode row, Task task) {
        row.put("user", task.owner());
        if (task.user().contains("!")) {
            row.put("tokenid", task.user().substring(task.user().indexOf('!') + 1));
        }
    }

    private static ObjectNode describe(Task task) {
        String[] parts = task.upid().split(":", -1);
        return Doc.object()
                .put("upid", task.upid())
                .put("node", task.node())
                .put("pid", Long.parseLong(parts[2], 16))
                .put("pstart", Long.parseLong(parts[3], 16))
                .put("starttime", Long.parseLong(parts[4], 16))
                .put("type", task.type())
                .put("id", task.id());
    }

    private static String parsed(CallContext context) {
        String upid = context.params().required("upid");
        if (!upid.matches(
                "UPID:[a-zA-Z0-9-]+:[0-9A-Fa-f]{8}:[0-9A-Fa-f]{8,9}:[0-9A-Fa-f]{8}:[^:\\s]+:[^:\\s]*:[^:\\s]+:")) {
            throw ApiError.parameter("upid", "unable to parse worker upid");
        }
        return upid;
    }

    private static Optional<Task> known(CallContext context) {
        return context.world()
                .task(context.params().required("upid"))
                .filter(found -> found.node().equals(context.node()));
    }

    private static Task found(CallContext context) {
        parsed(context);
        return known(context).orElseThrow(() -> ApiError.parameter("upid", "no such task"));
    }

    private static Task readable(CallContext context) {
        Task task = found(context);
        if (!owns(context, task)) {
            context.need("/nodes/" + task.node(), "Sys.Audit");
        }
        return task;
    }

    private static JsonNode status(CallContext context) {
        Task task = readable(context);
        ObjectNode status = describe(task);
        putUser(status, task);
        status.put("status", task.isRunning() ? "running" : "stopped");
        task.exitStatus()
                .map(exit -> context.site().faults().isUntold(task.upid()) ? "unexpected status" : exit)
                .ifPresent(exit -> status.put("exitstatus", exit));
        return status;
    }

    /** A log that is not there is no error, but a line that says so. */
    private static JsonNode log(CallContext context) {
        parsed(context);
        if (known(context).isEmpty()) {
            ObjectNode row = Doc.object().put("n", 1).put("t", "unable to open file - No such file or directory");
            return Paged.of(Doc.array().add(row), 1);
        }
        List<String> lines = readable(context).log();
        long start = context.params().number("start", 0);
        long limit = context.params().number("limit", 50);
        ArrayNode rows = Doc.array();
        for (int i = (int) start; i < lines.size() && (limit == 0 || i < start + limit); i++) {
            rows.add(Doc.object().put("n", i + 1).put("t", lines.get(i)));
        }
        if (lines.isEmpty()) {
            rows.add(Doc.object().put("n", 1).put("t", "no content"));
        }
        return Paged.of(rows, Math.max(1, lines.size()));
    }

    private static JsonNode stop(CallContext context) {
        Task task = found(context);
        if (!owns(context, task)) {
            context.need("/nodes/" + task.node(), "Sys.Modify");
        }
        if (task.isRunning()) {
            context.world().stop(task, context.effects());
        }
        return Doc.nothing();
    }
}
