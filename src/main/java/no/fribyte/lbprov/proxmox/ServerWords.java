package no.fribyte.lbprov.proxmox;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import no.fribyte.lbprov.proxmox.ProxmoxFailure.Kind;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a refusal says.
 *
 * @param text the message, or the reason phrase where a node is older than the message (before 8.4)
 * @param parameters what was wrong with single parameters
 */
record ServerWords(int status, String text, Map<String, String> parameters) {
    private static final JsonMapper JSON = new JsonMapper();

    /** Told before anything is done: the only refusals after which a write may be repeated. */
    private static final Pattern LOCK_TIMEOUT = Pattern.compile(
            "can't lock file '/var/lock/(qemu-server/lock-\\d+\\.conf|pve-manager/pve-storage-[^']+)' - got timeout.*");

    // guest-common AbstractConfig.pm load_config: there is no 404, a missing VM is a 500 with this text
    private static final Pattern MISSING =
            Pattern.compile("Configuration file 'nodes/[^']+/qemu-server/\\d+\\.conf' does not exist.*");
    // cluster.pm check_vmid_unused; the second when two nodes create at the same instant
    private static final Pattern TAKEN = Pattern.compile(
            ".*(VM|CT) \\d+ already exists.*|close \\(rename\\) atomic file '.*\\.conf' failed: File exists.*");

    /** What calls of the guest agent say when there is none now; a right that is missing is told otherwise. */
    private static final List<String> NO_AGENT =
            List.of("is not running", "No QEMU guest agent configured", "got timeout");

    static ServerWords of(Reply reply) {
        Map<String, String> parameters = new TreeMap<>();
        String message = "";
        try {
            JsonNode body = JSON.readTree(reply.body());
            message = new Row(body).text("message").orElse("");
            body.path("errors")
                    .properties()
                    .forEach(error -> parameters.put(
                            error.getKey(), error.getValue().asString("").strip()));
        } catch (JacksonException noJson) {
            message = "";
        }
        String text = message.isBlank() ? reply.reason() : message;
        return new ServerWords(reply.status(), text.strip(), parameters);
    }

    /** With the parameters and, where the server says nothing itself, an explanation. */
    String quote() {
        String quoted = parameters.entrySet().stream()
                .map(error -> error.getKey() + ": " + error.getValue())
                .collect(Collectors.joining("; ", text + " (", ")"));
        String said = parameters.isEmpty() ? text : quoted;
        return status == 401 ? said + " (the token is wrong or expired, or its user is disabled)" : said;
    }

    boolean saysNoAgent() {
        return NO_AGENT.stream().anyMatch(text::contains);
    }

    Kind kind() {
        if (status == 401) {
            return Kind.AUTHENTICATION;
        }
        if (status == 403) {
            return Kind.NO_PERMISSION;
        }
        if (LOCK_TIMEOUT.matcher(text).matches()) {
            return Kind.LOCK_TIMEOUT;
        }
        if (text.contains("cluster not ready - no quorum?")) {
            return Kind.NO_QUORUM;
        }
        if (text.contains("checksum mismatch (file change by other user?)")) {
            return Kind.CHANGED;
        }
        return vmKind();
    }

    private Kind vmKind() {
        if (MISSING.matcher(text).matches()) {
            return Kind.MISSING;
        }
        if (text.startsWith("VM is locked (")) {
            return Kind.LOCKED;
        }
        boolean taken = TAKEN.matcher(text).matches()
                || parameters.values().stream()
                        .anyMatch(error -> TAKEN.matcher(error).matches());
        return taken ? Kind.TAKEN : Kind.REFUSED;
    }
}
