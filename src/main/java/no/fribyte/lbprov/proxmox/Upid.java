package no.fribyte.lbprov.proxmox;

import static java.util.Objects.requireNonNull;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import no.fribyte.lbprov.model.NodeName;

/**
 * The id of a task; only the node in it knows the task.
 *
 * @param text the whole id, as the server wrote it
 * @param id what the task is about: a VMID, a file name, or nothing
 * @param user {@code user@realm} or {@code user@realm!token}
 */
public record Upid(String text, NodeName node, String type, String id, String user) {
    private static final Pattern SHAPE = Pattern.compile(
            "UPID:([a-z0-9-]+):[0-9A-Fa-f]{8}:[0-9A-Fa-f]{8,9}:[0-9A-Fa-f]{8}:([^:/\\s]+):([^:/\\s]*):([^:\\s]+):");

    public Upid {
        requireNonNull(text, "text");
        requireNonNull(node, "node");
        requireNonNull(type, "type");
        requireNonNull(id, "id");
        requireNonNull(user, "user");
    }

    public static Upid parse(String text) {
        Matcher parts = SHAPE.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("not a task id: '" + text + "'");
        }
        return new Upid(text, new NodeName(parts.group(1)), parts.group(2), parts.group(3), parts.group(4));
    }

    public static boolean isValid(String text) {
        return SHAPE.matcher(text).matches();
    }

    @Override
    public String toString() {
        return text;
    }
}
