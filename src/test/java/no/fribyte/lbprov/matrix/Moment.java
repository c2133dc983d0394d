package no.fribyte.lbprov.matrix;

import no.fribyte.lbprov.simulator.fault.Call;
import no.fribyte.lbprov.simulator.fault.Faults;

/**
 * A call of a recorded run.
 *
 * @param path with {@code *} for a task's id
 * @param number counted among the calls of this method and path, the first being 1
 */
record Moment(String method, String path, int number, Phase phase) {
    /** What a command is doing at that time. */
    enum Phase {
        LOOKING,
        WORKING,
        LOOKING_AGAIN
    }

    static String pathOf(Call call) {
        return call.path().replaceFirst("/UPID:[^/]+", "/*");
    }

    /** Not counting calls that only ask: a ping is a POST as well. */
    boolean writes() {
        return !method.equals("GET") && !path.endsWith("/agent/ping");
    }

    boolean asksGuest() {
        return path.contains("/agent/");
    }

    boolean startsTask() {
        boolean config = path.endsWith("/config") || asksGuest();
        return writes() && !config;
    }

    boolean isOf(String node) {
        return path.startsWith("/nodes/" + node + "/");
    }

    /** What the call is about, without node, number and name. */
    String kind() {
        String last = path.substring(path.lastIndexOf('/') + 1);
        return method + " " + (path.contains("/content/") ? "volume" : last.matches("[0-9]+") ? "vm" : last);
    }

    /** The node it goes to or is about. */
    String node() {
        return path.startsWith("/nodes/") ? path.split("/", -1)[2] : "pluto";
    }

    /** Where a fault is to strike, from this call on. */
    Faults.Place in(Faults faults) {
        return faults.on(method, path).call(number);
    }

    @Override
    public String toString() {
        return "%s %s #%d".formatted(method, path, number);
    }
}
