package no.fribyte.lbprov.lab;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import no.fribyte.lbprov.simulator.guest.GuestException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A connection to the monitor of a QEMU process. */
final class Monitor implements AutoCloseable {
    /** What Proxmox gives most commands. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Duration SNAPSHOT = Duration.ofMinutes(2);

    private final JsonMapper json = JsonMapper.builder().build();
    private final LineSocket socket;
    private final int vmid;

    private Monitor(LineSocket socket, int vmid) {
        this.socket = socket;
        this.vmid = vmid;
    }

    static Monitor open(Path path, int vmid) {
        try {
            Monitor monitor = new Monitor(LineSocket.connect(path, PATIENCE), vmid);
            try {
                monitor.run("qmp_capabilities");
                return monitor;
            } catch (GuestException silent) {
                // it serves one at a time: whoever stays connected keeps all others out
                monitor.close();
                throw silent;
            }
        } catch (IOException e) {
            throw failed(vmid, "qmp_capabilities", e);
        }
    }

    JsonNode run(String command) {
        return run(command, Map.of());
    }

    JsonNode run(String command, Map<String, ?> arguments) {
        try {
            socket.limit(command.startsWith("blockdev-snapshot") ? SNAPSHOT : PATIENCE);
            byte[] text = json.writeValueAsBytes(Map.of("execute", command, "arguments", arguments, "id", command));
            socket.send(text);
            return answer(command);
        } catch (IOException | JacksonException e) {
            throw failed(vmid, command, e);
        }
    }

    /** Events and the greeting come in between. */
    private JsonNode answer(String command) throws IOException {
        while (true) {
            JsonNode line = json.readTree(new String(socket.line(), UTF_8));
            if (line.has("error")) {
                throw GuestException.byNode("VM %d qmp command '%s' failed - %s"
                        .formatted(
                                vmid, command, line.path("error").path("desc").asString("")));
            }
            if (line.has("return") && line.path("id").asString("").equals(command)) {
                return line.path("return");
            }
        }
    }

    private static GuestException failed(int vmid, String command, Exception why) {
        return GuestException.byNode("VM %d qmp command '%s' failed - %s".formatted(vmid, command, why.getMessage()));
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw failed(vmid, "close", e);
        }
    }
}
