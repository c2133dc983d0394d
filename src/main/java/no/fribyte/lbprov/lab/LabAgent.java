package no.fribyte.lbprov.lab;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import no.fribyte.lbprov.simulator.guest.Agent;
import no.fribyte.lbprov.simulator.guest.ExecResult;
import no.fribyte.lbprov.simulator.guest.GuestException;
import tools.jackson.databind.JsonNode;

/** The agent of a machine, over its virtio-serial port. The port serves one connection at a time. */
record LabAgent(Place place, Locks locks, String diskId, int vmid) implements Agent {
    static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final Duration REFUSAL = Duration.ofMillis(200);

    private static final int MOST = 16 << 20;
    private static final int CHUNK = 1 << 20;
    private static final int BY_SIGNAL = 128;

    @Override
    public void ping() {
        with(channel -> channel.call("guest-ping", Map.of()));
    }

    @Override
    public long exec(List<String> command, byte[] input) {
        Map<String, Object> arguments = new HashMap<>();
        arguments.put("path", command.get(0));
        arguments.put("arg", command.subList(1, command.size()));
        arguments.put("capture-output", true);
        if (input.length > 0) {
            arguments.put("input-data", Base64.getEncoder().encodeToString(input));
        }
        return with(channel -> channel.call("guest-exec", arguments))
                .path("pid")
                .asLong();
    }

    @Override
    public Optional<ExecResult> execStatus(long pid) {
        JsonNode status = with(channel -> channel.call("guest-exec-status", Map.of("pid", pid)));
        if (!status.path("exited").asBoolean(false)) {
            return Optional.empty();
        }
        int exit = status.has("exitcode")
                ? status.path("exitcode").asInt()
                : BY_SIGNAL + status.path("signal").asInt(0);
        return Optional.of(new ExecResult(exit, bytes(status.path("out-data")), bytes(status.path("err-data"))));
    }

    @Override
    public byte[] read(String path) {
        return with(channel -> {
            Map<String, Object> file = opened(channel, path, "rb");
            try {
                ByteArrayOutputStream content = new ByteArrayOutputStream();
                boolean end = false;
                while (!end && content.size() < MOST) {
                    JsonNode part = channel.call("guest-file-read", with(file, "count", CHUNK));
                    content.writeBytes(bytes(part.path("buf-b64")));
                    end = part.path("eof").asBoolean(true);
                }
                return content.toByteArray();
            } finally {
                channel.call("guest-file-close", file);
            }
        });
    }

    @Override
    public void write(String path, byte[] content) {
        with(channel -> {
            Map<String, Object> file = opened(channel, path, "wb");
            try {
                String text = Base64.getEncoder().encodeToString(content);
                return channel.call("guest-file-write", with(file, "buf-b64", text));
            } finally {
                channel.call("guest-file-close", file);
            }
        });
    }

    private static Map<String, Object> opened(AgentChannel channel, String path, String mode) {
        JsonNode handle = channel.call("guest-file-open", Map.of("path", path, "mode", mode));
        return Map.of("handle", handle.asLong());
    }

    private static Map<String, Object> with(Map<String, Object> arguments, String name, Object value) {
        Map<String, Object> more = new HashMap<>(arguments);
        more.put(name, value);
        return more;
    }

    private static byte[] bytes(JsonNode base64) {
        return Base64.getDecoder().decode(base64.asString(""));
    }

    @Override
    public JsonNode ask(String command) {
        return with(channel -> channel.call("guest-" + command, Map.of()));
    }

    /**
     * Asks the guest to switch itself off.
     *
     * @return whether it took that up
     */
    boolean shutDown(Duration patience) {
        try {
            return connected(patience, channel -> channel.order("guest-shutdown", Map.of("mode", "powerdown"), REFUSAL))
                    .isEmpty();
        } catch (GuestException silent) {
            return false;
        }
    }

    private <T> T with(Function<AgentChannel, T> work) {
        return connected(PATIENCE, work);
    }

    private <T> T connected(Duration patience, Function<AgentChannel, T> work) {
        return locks.tryHolding(diskId + ".qga", patience, () -> {
                    try (AgentChannel channel = AgentChannel.open(place.agent(diskId), vmid, patience)) {
                        return work.apply(channel);
                    }
                })
                .orElseThrow(GuestException::agentNotRunning);
    }
}
