package no.fribyte.lbprov.simulator.guest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The agent of a guest that only pretends: its programs have ended before anybody can ask. */
record PretendedAgent(GuestMachines machines, AgentProcesses processes, Hardware hardware) implements Agent {
    private static final List<String> COMMANDS = List.of(
            "exec",
            "exec-status",
            "file-close",
            "file-open",
            "file-read",
            "file-write",
            "get-host-name",
            "get-osinfo",
            "info",
            "network-get-interfaces",
            "ping");

    @Override
    public void ping() {
        if (!machines.agentAnswers(hardware)) {
            throw GuestException.agentNotRunning();
        }
    }

    @Override
    public long exec(List<String> command, byte[] input) {
        return processes.add(hardware.diskId(), machines.exec(hardware, command, input));
    }

    @Override
    public Optional<ExecResult> execStatus(long pid) {
        ping();
        return Optional.of(processes
                .take(hardware.diskId(), pid)
                .orElseThrow(() -> GuestException.byAgent("PID " + pid + " does not exist")));
    }

    @Override
    public byte[] read(String path) {
        return machines.readFile(hardware, path)
                .orElseThrow(() -> GuestException.byAgent(
                        "failed to open file '" + path + "' (mode: 'r'): No such file or directory"));
    }

    @Override
    public void write(String path, byte[] content) {
        machines.writeFile(hardware, path, content);
    }

    @Override
    public JsonNode ask(String command) {
        ping();
        return switch (command) {
            case "info" -> info();
            case "get-osinfo" -> osInfo();
            case "get-host-name" -> Json.object().put("host-name", text("/etc/hostname", "localhost"));
            case "network-get-interfaces" -> interfaces();
            default -> throw GuestException.byAgent("The command guest-" + command + " has not been found");
        };
    }

    private String text(String path, String otherwise) {
        return machines.readFile(hardware, path)
                .map(bytes -> new String(bytes, UTF_8).strip())
                .orElse(otherwise);
    }

    private static JsonNode info() {
        ObjectNode info = Json.object().put("version", "8.2.2");
        ArrayNode commands = info.putArray("supported_commands");
        COMMANDS.forEach(name -> commands.add(
                Json.object().put("name", "guest-" + name).put("enabled", true).put("success-response", true)));
        return info;
    }

    private JsonNode osInfo() {
        ObjectNode info =
                Json.object().put("kernel-release", "6.8.0-79-generic").put("machine", "x86_64");
        String release = text("/etc/os-release", "ID=ubuntu\nVERSION_ID=24.04\nPRETTY_NAME=Ubuntu 24.04 LTS");
        release.lines().filter(line -> line.contains("=")).forEach(line -> {
            String value = line.substring(line.indexOf('=') + 1).replace("\"", "");
            switch (line.substring(0, line.indexOf('='))) {
                case "ID" -> info.put("id", value);
                case "VERSION_ID" -> info.put("version-id", value);
                case "PRETTY_NAME" -> info.put("pretty-name", value);
                case "NAME" -> info.put("name", value);
                default -> {}
            }
        });
        return info;
    }

    private JsonNode interfaces() {
        ObjectNode loopback = Json.object().put("name", "lo").put("hardware-address", "00:00:00:00:00:00");
        loopback.putArray("ip-addresses")
                .add(Json.object()
                        .put("ip-address", "127.0.0.1")
                        .put("ip-address-type", "ipv4")
                        .put("prefix", 8));
        ArrayNode interfaces = JsonNodeFactory.instance.arrayNode().add(loopback);
        int number = 18;
        for (Hardware.Nic nic : hardware.nics()) {
            interfaces.add(Json.object()
                    .put("name", "ens" + number++)
                    .put("hardware-address", nic.mac().toLowerCase(Locale.ROOT)));
        }
        return interfaces;
    }
}
