package no.fribyte.lbprov.simulator.api;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import no.fribyte.lbprov.simulator.access.Principal;
import no.fribyte.lbprov.simulator.access.Rights;
import no.fribyte.lbprov.simulator.fault.Fault;
import no.fribyte.lbprov.simulator.guest.GuestException;
import no.fribyte.lbprov.simulator.http.Response;
import no.fribyte.lbprov.simulator.world.Effects;
import no.fribyte.lbprov.simulator.world.Task;
import no.fribyte.lbprov.simulator.world.TaskFailed;
import no.fribyte.lbprov.simulator.world.World;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.POJONode;

/**
 * Finds a call and has it done, with the checks in Proxmox's order: parameters that contradict the path, permissions,
 * the node to pass it on to, the schema, and then the call's own.
 */
final class Dispatch {
    private final Site site;
    private final String receiver;
    private final Map<String, Call> calls = Calls.all();
    private final JsonMapper mapper = JsonMapper.builder().build();

    Dispatch(Site site, String receiver) {
        this.site = site;
        this.receiver = receiver;
    }

    Response answer(String method, String path, Principal caller, Map<String, Object> params, List<Fault> faults) {
        try {
            List<String> pieces = ApiExchange.pieces(path);
            CallSchema schema = site.schema()
                    .find(method, pieces)
                    .filter(found -> calls.containsKey(found.name()))
                    .orElseThrow(() -> ApiError.notImplemented("Method '" + method + " " + path + "' not implemented"));
            Map<String, Object> all = merged(schema.variables(pieces), params);
            return success(finished(patiently(schema, caller, all, faults)));
        } catch (ApiError error) {
            return error(error);
        } catch (TaskFailed died) {
            return error(ApiError.died(died.text()));
        } catch (GuestException refused) {
            return error(ApiError.died(refused.text()));
        } catch (Gateway gateway) {
            return Response.empty(gateway.status(), gateway.reason());
        }
    }

    private static Map<String, Object> merged(Map<String, String> variables, Map<String, Object> params) {
        Map<String, Object> all = new TreeMap<>(variables);
        params.forEach((name, value) -> {
            if (variables.containsKey(name) && !value.equals(variables.get(name))) {
                throw ApiError.parameter(name, "duplicate parameter (already defined in URI) with conflicting values!");
            }
            all.put(name, value);
        });
        return all;
    }

    /** Waits for a VM's lock outside of the world's own, as long as Proxmox would. */
    private JsonNode patiently(CallSchema schema, Principal caller, Map<String, Object> all, List<Fault> faults) {
        Duration patience = site.timing().lockTimeout();
        while (true) {
            try {
                return site.ledger().at(effects -> once(schema, caller, all, faults, effects));
            } catch (VmBusy busy) {
                if (patience.compareTo(Duration.ofMillis(1)) < 0) {
                    throw busy.timedOut();
                }
                Duration wait = busy.left().plusMillis(1).compareTo(patience) < 0
                        ? busy.left().plusMillis(1)
                        : patience;
                ApiExchange.pause(wait);
                patience = patience.minus(wait);
            }
        }
    }

    private static JsonNode finished(JsonNode data) {
        return data instanceof POJONode wrapped && wrapped.getPojo() instanceof Afterwards afterwards
                ? afterwards.rest().get()
                : data;
    }

    private JsonNode once(
            CallSchema schema, Principal caller, Map<String, Object> all, List<Fault> faults, Effects effects) {
        World world = effects.world();
        Rights rights = new Rights(world, caller, site.version().hasAgentPrivileges());
        new PermissionCheck(rights, site.version(), all).run(schema.permissions());
        if (schema.proxied()) {
            passOn(String.valueOf(all.get("node")), world);
        }
        Params params = ParameterCheck.check(site.schema(), site.version(), schema, all);
        JsonNode data = Optional.ofNullable(calls.get(schema.name()))
                .orElseThrow()
                .answer(new CallContext(site, receiver, effects, rights, params));
        if (data.isString()) {
            world.task(data.asString()).ifPresent(task -> spoil(world, task, faults));
        }
        return data;
    }

    private void passOn(String node, World world) {
        if (world.spec().node(node).isEmpty()) {
            throw ApiError.died("hostname lookup '" + node + "' failed - failed to get address info for: " + node
                    + ": Name or service not known");
        }
        if (!node.equals(receiver) && site.isInVain(node)) {
            throw new Gateway(595, "No route to host");
        }
    }

    private void spoil(World world, Task task, List<Fault> faults) {
        for (Fault fault : faults) {
            if (fault instanceof Fault.TaskFails fails) {
                world.put(task.withFate(fails.exitStatus()));
            } else if (fault instanceof Fault.TaskUntold) {
                site.faults().untold(task.upid());
            } else if (fault instanceof Fault.TaskWarns warns) {
                List<String> log = new ArrayList<>(task.log());
                warns.warnings().forEach(text -> log.add("WARN: " + text));
                world.put(task.withLog(log));
            }
        }
    }

    private Response success(JsonNode data) {
        ObjectNode body = Doc.object();
        if (data instanceof POJONode wrapped && wrapped.getPojo() instanceof Paged paged) {
            body.set("data", paged.rows());
            body.put("total", paged.total());
        } else {
            body.set("data", data);
        }
        return Response.json(200, "OK", mapper.writeValueAsBytes(body));
    }

    /** An error in the form of the version: the message was not in the body before 8.4. */
    Response error(int status, String text) {
        ObjectNode body = Doc.object();
        body.set("data", Doc.nothing());
        if (site.version().hasMessageInBody()) {
            body.put("message", text);
        }
        return Response.json(status, text, mapper.writeValueAsBytes(body));
    }

    private Response error(ApiError error) {
        ObjectNode body = Doc.object();
        body.set("data", Doc.nothing());
        if (site.version().hasMessageInBody()) {
            body.put("message", error.text());
        }
        if (!error.errors().isEmpty()) {
            ObjectNode errors = Doc.object();
            error.errors().forEach(errors::put);
            body.set("errors", errors);
        }
        return Response.json(error.status(), error.text(), mapper.writeValueAsBytes(body));
    }
}
