package no.fribyte.lbprov.simulator.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import no.fribyte.lbprov.simulator.guest.Agent;
import no.fribyte.lbprov.simulator.guest.ExecResult;
import no.fribyte.lbprov.simulator.guest.GuestException;
import no.fribyte.lbprov.simulator.guest.Hardware;
import no.fribyte.lbprov.simulator.world.Machines;
import no.fribyte.lbprov.simulator.world.Vm;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The QEMU guest agent. Bytes travel as characters U+0000 to U+00FF, as they do through Proxmox's Perl. */
final class AgentCalls {
    private static final String AGENT = "/nodes/{node}/qemu/{vmid}/agent/";
    private static final int MAX_READ = 16 << 20;

    private AgentCalls() {}

    static void addTo(Map<String, Call> calls) {
        calls.put("POST " + AGENT + "ping", AgentCalls::ping);
        calls.put("POST /nodes/{node}/qemu/{vmid}/agent", AgentCalls::simple);
        calls.put("GET " + AGENT + "info", context -> plain(context, "info"));
        calls.put("POST " + AGENT + "exec", AgentCalls::exec);
        calls.put("GET " + AGENT + "exec-status", AgentCalls::execStatus);
        calls.put("GET " + AGENT + "file-read", AgentCalls::fileRead);
        calls.put("POST " + AGENT + "file-write", AgentCalls::fileWrite);
        calls.put("GET " + AGENT + "get-osinfo", context -> plain(context, "get-osinfo"));
        calls.put("GET " + AGENT + "get-host-name", context -> plain(context, "get-host-name"));
        calls.put("GET " + AGENT + "network-get-interfaces", context -> plain(context, "network-get-interfaces"));
    }

    /** Asks the agent, once the world let go of the call, if there can be one. */
    private static JsonNode ask(CallContext context, Function<Agent, JsonNode> question) {
        Vm vm = context.vm();
        if (vm.option("agent").isEmpty()) {
            throw ApiError.died("No QEMU guest agent configured");
        }
        if (!vm.isRunning()) {
            throw ApiError.died("VM " + vm.vmid() + " is not running");
        }
        Hardware machine = new Machines(context.world(), context.effects().files())
                .of(vm)
                .orElseThrow(() -> died(GuestException.agentNotRunning()));
        Agent agent = context.effects().guests().agent(machine);
        return Afterwards.of(() -> {
            try {
                return question.apply(agent);
            } catch (GuestException refused) {
                throw died(refused);
            }
        });
    }

    private static ApiError died(GuestException refused) {
        return ApiError.died(refused.isByAgent() ? "Agent error: " + refused.text() : refused.text());
    }

    private static JsonNode ping(CallContext context) {
        return ask(context, agent -> {
            agent.ping();
            return result(Doc.object());
        });
    }

    /** The older form of the calls without parameters. */
    private static JsonNode simple(CallContext context) {
        String command = context.params().required("command");
        return command.equals("ping") ? ping(context) : plain(context, command);
    }

    /** What the agent itself says against a command without parameters comes inside a 200. */
    private static JsonNode plain(CallContext context, String command) {
        return ask(context, agent -> {
            try {
                return result(agent.ask(command));
            } catch (GuestException refused) {
                if (!refused.isByAgent()) {
                    throw refused;
                }
                ObjectNode error = Doc.object();
                error.putObject("error").put("class", "CommandNotFound").put("desc", refused.text());
                return result(error);
            }
        });
    }

    private static JsonNode result(JsonNode value) {
        ObjectNode answer = Doc.object();
        answer.set("result", value);
        return answer;
    }

    /** Perl's base64 takes bytes only: a character above U+00FF kills the call. */
    private static byte[] bytes(String text) {
        if (text.chars().anyMatch(c -> c > 0xff)) {
            throw ApiError.died("Wide character in subroutine entry at /usr/share/perl5/PVE/API2/Qemu/Agent.pm");
        }
        return text.getBytes(ISO_8859_1);
    }

    private static JsonNode exec(CallContext context) {
        List<String> command = context.params().list("command");
        String input = context.params().text("input-data").orElse("");
        return ask(context, agent -> Doc.object().put("pid", agent.exec(command, bytes(input))));
    }

    private static JsonNode execStatus(CallContext context) {
        long pid = context.params().number("pid", 0);
        return ask(
                context,
                agent -> agent.execStatus(pid)
                        .map(AgentCalls::ended)
                        .orElseGet(() -> Doc.object().put("exited", 0)));
    }

    private static ObjectNode ended(ExecResult result) {
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
        String file = context.params().required("file");
        long from = context.params().number("offset", 0);
        long count = context.params().number("count", MAX_READ);
        boolean raw = context.params().text("decode").filter("0"::equals).isPresent();
        return ask(context, agent -> {
            byte[] content = agent.read(file);
            int offset = (int) Math.min(from, content.length);
            int length = Math.min((int) Math.min(count, MAX_READ), content.length - offset);
            String text = raw
                    ? Base64.getEncoder().encodeToString(Arrays.copyOfRange(content, offset, offset + length))
                    : new String(content, offset, length, ISO_8859_1);
            ObjectNode answer = Doc.object().put("bytes-read", length).put("content", text);
            if (offset + length < content.length) {
                answer.put("truncated", 1);
            }
            return answer;
        });
    }

    private static JsonNode fileWrite(CallContext context) {
        String file = context.params().required("file");
        String content = context.params().required("content");
        boolean encoded = context.params().text("encode").filter("0"::equals).isPresent();
        return ask(context, agent -> {
            agent.write(file, encoded ? decoded(content) : bytes(content));
            return Doc.nothing();
        });
    }

    private static byte[] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException notBase64) {
            throw GuestException.byAgent("invalid base64 data");
        }
    }
}
