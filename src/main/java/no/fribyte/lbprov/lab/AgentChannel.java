package no.fribyte.lbprov.lab;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import no.fribyte.lbprov.simulator.guest.GuestException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A connection to the agent in a guest that has just proved that it listens. */
final class AgentChannel implements AutoCloseable {
    /** What Proxmox gives a command that has no limit of its own. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final int MARK = 0xff;

    private final JsonMapper json = JsonMapper.builder().build();
    private final LineSocket socket;
    private final int vmid;

    private AgentChannel(LineSocket socket, int vmid) {
        this.socket = socket;
        this.vmid = vmid;
    }

    /** Connects and waits for the agent's answer; throws if there is none in time. */
    static AgentChannel open(Path path, int vmid, Duration patience) {
        try {
            LineSocket socket = LineSocket.connect(path, patience);
            AgentChannel channel = new AgentChannel(socket, vmid);
            try {
                channel.synchronise(ThreadLocalRandom.current().nextInt(Integer.MAX_VALUE));
                return channel;
            } catch (IOException | RuntimeException e) {
                socket.close();
                throw e;
            }
        } catch (IOException | JacksonException e) {
            throw GuestException.agentNotRunning();
        }
    }

    /**
     * What a client that gave up left half said, and answers that nobody waited for, lie before ours: the mark makes the
     * agent forget the former, and tells us where the latter end.
     */
    private void synchronise(int id) throws IOException {
        socket.send(new byte[] {(byte) MARK});
        send("guest-sync-delimited", Map.of("id", id));
        while (true) {
            byte[] line = socket.line();
            int mark = line.length - 1;
            while (mark >= 0 && (line[mark] & 0xff) != MARK) {
                mark--;
            }
            if (mark >= 0 && isAnswer(new String(line, mark + 1, line.length - mark - 1, UTF_8), id)) {
                return;
            }
        }
    }

    private boolean isAnswer(String text, int id) {
        try {
            return json.readTree(text).path("return").asInt(-1) == id;
        } catch (JacksonException garbage) {
            return false;
        }
    }

    private void send(String command, Map<String, ?> arguments) throws IOException {
        byte[] text = json.writeValueAsBytes(Map.of("execute", command, "arguments", arguments));
        byte[] line = Arrays.copyOf(text, text.length + 1);
        line[text.length] = '\n';
        socket.send(line);
    }

    /** What the agent returns; an error of its own is a {@link GuestException} by the agent. */
    JsonNode call(String command, Map<String, ?> arguments) {
        try {
            socket.limit(PATIENCE);
            send(command, arguments);
            return returned(socket.line());
        } catch (IOException | JacksonException e) {
            throw GuestException.byNode("VM %d qga command '%s' failed - %s".formatted(vmid, command, e.getMessage()));
        }
    }

    private JsonNode returned(byte[] line) {
        JsonNode answer = json.readTree(new String(line, UTF_8));
        if (answer.has("error")) {
            throw GuestException.byAgent(answer.path("error").path("desc").asString(""));
        }
        return answer.path("return");
    }

    /** Gives a command that has no answer when it succeeds; tells the agent's words if it refuses at once. */
    Optional<String> order(String command, Map<String, ?> arguments, Duration patience) {
        try {
            socket.limit(PATIENCE);
            send(command, arguments);
            socket.limit(patience);
            returned(socket.line());
            return Optional.empty();
        } catch (GuestException refused) {
            return Optional.of(refused.text());
        } catch (IOException | JacksonException silence) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw GuestException.agentNotRunning();
        }
    }
}
