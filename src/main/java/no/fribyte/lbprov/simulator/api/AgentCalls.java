package no.fribyte.lbprov.simulator.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import no.fribyte.lbprov.simulator.guest.ExecResult;
import no.fribyte.lbprov.simulator.guest.GuestException;
import no.fribyte.lbprov.simulator.guest.GuestMachines;
import no.fribyte.lbprov.simulator.guest.Hardware;
import no.fribyte.lbprov.simulator.world.Machines;
import no.fribyte.lbprov.simulator.world.Vm;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The QEMU guest agent. Bytes travel as characters U+0000 to U+00FF, as they do through Proxmox's Perl. */
final class AgentCalls {
    private static final String AGENT = "/nodes/{node}/qemu/{vmid}/agent/";
    private static final int MAX_READ = 16 << 20;

    private AgentCalls() {}

    static void addTo(Map<String, Call> calls) {
        calls.put("POST " + AGENT + "ping", AgentCalls::ping);
        calls.put("POST /nodes/{node}/qemu/{vmid}/agent", AgentCalls::simple);
        calls.put("GET " + AGENT + "info", AgentCalls::info);
        calls.put("POST " + AGENT + "exec", AgentCalls::exec);
        calls.put("GET " + AGENT + "exec-status", AgentCalls::execStatus);
        calls.put("GET " + AGENT + "file-read", AgentCalls::fileRead);
        calls.put("POST " + AGENT + "file-write", AgentCalls::fileWrite);
        calls.put("GET " + AGENT + "get-osinfo", AgentCalls::osInfo);
        calls.put("GET " + AGENT + "get-host-name", AgentCalls::hostName);
        calls.put("GET " + AGENT + "network-get-interfaces", AgentCalls::interfaces);
    }

    private static GuestMachines guests(CallContext context) {
        return context.effects().guests();
    }

    /** The machine whose agent is about to be asked, or the reason why there is none. */
    private static Hardware machine(CallContext context) {
        Vm vm = context.vm();
        if (vm.option("agent").isEmpty()) {
            throw ApiError.died("No QEMU guest agent configured");
        }
        if (!vm.isRunning()) {
            throw ApiError.died("VM " + vm.vmid() + " is not running");
        }
        return new Machines(context.world(), context.effects().files())
                .of(vm)
                .filter(guests(context)::agentAnswers)
                .orElseThrow(() -> ApiError.died("QEMU guest agent is not running"));
    }

    private static JsonNode ping(CallContext context) {
        machine(context);
        return result(Doc.object());
    }

    /** The older form of the calls without parameters; what the agent itself says against one comes inside a 200. */
    private static JsonNode simple(CallContext context) {
        String command = context.params().required("command");
        return switch (command) {
            case "ping" -> ping(context);
            case "info" -> info(context);
            case "get-osinfo" -> osInfo(context);
            case "get-host-name" -> hostName(context);
            case "network-get-interfaces" -> interfaces(context);
            default -> {
                machine(context);
                ObjectNode error = Doc.object();
                error.putObject("error")
                        .put("class", "CommandNotFound")
                        .put("desc", "The command guest-" + command + " has not been found");
                yield result(error);
            }
        };
    }

    private static JsonNode info(CallContext context) {
        machine(context);
        ArrayNode commands = Doc.array();
        List.of(
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
                        "ping")
                .forEach(name -> commands.add(Doc.object()
                        .put("name", "guest-" + name)
                        .put("enabled", true)
                        .put("success-response", true)));
        ObjectNode info = Doc.object().put("version", "8.2.2");
        info.set("supported_commands", commands);
        return result(info);
    }

    private static JsonNode result(JsonNode value) {
        ObjectNode answer = Doc.object();
        answer.set("result", value);
        return answer;
    }

    private static ApiError agentError(String text) {
        return ApiError.died("Agent error: " + text);
    }

    /** Perl's base64 takes bytes only: a character above U+00FF kills the call. */
    private static byte[] bytes(String text) {
        if (text.chars().anyMatch(c -> c > 0xff)) {
            throw ApiError.died("Wide character in subroutine entry at /usr/share/perl5/PVE/API2/Qemu/Agent.pm");
        }
        return text.getBytes(ISO_8859_1);
    }

    private static JsonNode exec(CallContext context) {
        Hardware machine = machine(context);
        List<String> command = context.params().list("command");
        byte[] input = bytes(context.params().text("input-data").orElse(""));
        try {
            ExecResult result = guests(context).exec(machine, command, input);
            return Doc.object().put("pid", context.site().processes().add(context.vmid(), result));
        } catch (GuestException refused) {
            throw agentError(String.valueOf(refused.getMessage()));
        }
    }

    private static JsonNode execStatus(CallContext context) {
        machine(context);
        long pid = context.params().number("pid", 0);
        ExecResult result = context.site()
                .processes()
                .take(context.vmid(), pid)
                .orElseThrow(() -> agentError("PID " + pid + " does not exist"));
        ObjectNode status = Doc.object().put("exited", 1).put("exitcode", result.exitCode());
        output(status, "out", result.out());
        output(status, "err", result.err());
        return status;
    }

    private static void output(ObjectNode status, String name, byte[] data) {
        if (data.length > 0) {
            int length = Math.min(data.length, MAX_READ);
            status.put(name + "-data", new String(data, 0, length, ISO_8859_1));
        }
        if (data.length > MAX_READ) {
            status.put(name + "-truncated", 1);
        }
    }

    private static JsonNode fileRead(CallContext context) {
        Hardware machine = machine(context);
        String file = context.params().required("file");
        byte[] content = guests(context)
                .readFile(machine, file)
                .orElseThrow(
                        () -> agentError("failed to open file '" + file + "' (mode: 'r'): No such file or directory"));
        int offset = (int) Math.min(context.params().number("offset", 0), content.length);
        int wanted = (int) Math.min(context.params().number("count", MAX_READ), MAX_READ);
        int length = Math.min(wanted, content.length - offset);
        boolean raw = context.params().text("decode").filter("0"::equals).isPresent();
        String text = raw
                ? Base64.getEncoder().encodeToString(Arrays.copyOfRange(content, offset, offset + length))
                : new String(content, offset, length, ISO_8859_1);
        ObjectNode answer = Doc.object().put("bytes-read", length).put("content", text);
        if (offset + length < content.length) {
            answer.put("truncated", 1);
        }
        return answer;
    }

    private static JsonNode fileWrite(CallContext context) {
        Hardware machine = machine(context);
        String content = context.params().required("content");
        boolean encoded = context.params().text("encode").filter("0"::equals).isPresent();
        try {
            byte[] data = encoded ? Base64.getDecoder().decode(content) : bytes(content);
            guests(context).writeFile(machine, context.params().required("file"), data);
            return Doc.nothing();
        } catch (IllegalArgumentException notBase64) {
            throw agentError("invalid base64 data");
        } catch (GuestException refused) {
            throw agentError(String.valueOf(refused.getMessage()));
        }
    }

    private static JsonNode osInfo(CallContext context) {
        Hardware machine = machine(context);
        ObjectNode info = Doc.object().put("kernel-release", "6.8.0-79-generic").put("machine", "x86_64");
        String release = guests(context)
                .readFile(machine, "/etc/os-release")
                .map(bytes -> new String(bytes, UTF_8))
                .orElse("ID=ubuntu\nVERSION_ID=24.04\nPRETTY_NAME=Ubuntu 24.04 LTS\n");
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
        return result(info);
    }

    private static JsonNode hostName(CallContext context) {
        Hardware machine = machine(context);
        String name = guests(context)
                .readFile(machine, "/etc/hostname")
                .map(bytes -> new String(bytes, UTF_8).strip())
                .orElse("localhost");
        return result(Doc.object().put("host-name", name));
    }

    private static JsonNode interfaces(CallContext context) {
        Hardware machine = machine(context);
        ArrayNode interfaces = Doc.array();
        ObjectNode loopback = Doc.object().put("name", "lo").put("hardware-address", "00:00:00:00:00:00");
        loopback.set(
                "ip-addresses",
                Doc.array()
                        .add(Doc.object()
                                .put("ip-address", "127.0.0.1")
                                .put("ip-address-type", "ipv4")
                                .put("prefix", 8)));
        interfaces.add(loopback);
        int number = 18;
        for (Hardware.Nic nic : machine.nics()) {
            interfaces.add(Doc.object()
                    .put("name", "ens" + number++)
                    .put("hardware-address", nic.mac().toLowerCase(Locale.ROOT)));
        }
        return result(interfaces);
    }
}
