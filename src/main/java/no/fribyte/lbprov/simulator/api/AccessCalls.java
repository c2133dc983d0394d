package no.fribyte.lbprov.simulator.api;

import java.util.List;
import java.util.Map;
import no.fribyte.lbprov.simulator.access.Logins;
import no.fribyte.lbprov.simulator.access.Principal;
import no.fribyte.lbprov.simulator.access.Rights;
import no.fribyte.lbprov.simulator.access.Tickets;
import no.fribyte.lbprov.simulator.world.WorldSpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Who may do what. */
final class AccessCalls {
    private AccessCalls() {}

    static void addTo(Map<String, Call> calls) {
        calls.put("GET /access/ticket", context -> Doc.nothing());
        calls.put("POST /access/ticket", AccessCalls::ticket);
        calls.put("GET /access/permissions", AccessCalls::permissions);
    }

    /** A password may also be a ticket that is still good: that is how clients renew theirs. */
    private static JsonNode ticket(CallContext context) {
        String name = context.params().required("username");
        String user =
                context.params().text("realm").map(realm -> name + "@" + realm).orElse(name);
        String password = context.params().required("password");
        WorldSpec spec = context.world().spec();
        Tickets tickets = context.site().tickets();
        Principal caller = tickets.user(password, context.now())
                .filter(user::equals)
                .flatMap(known -> Logins.user(spec, known, context.now()))
                .or(() -> Logins.password(spec, user, password, context.now()))
                .orElseThrow(() -> ApiError.unknownCaller("authentication failure"));
        ObjectNode answer = Doc.object()
                .put("username", user)
                .put("ticket", tickets.issue(user, context.now()))
                .put("CSRFPreventionToken", tickets.guard(user, context.now()));
        spec.cluster().ifPresent(cluster -> answer.put("clustername", cluster));
        answer.set(
                "cap",
                capabilities(new Rights(
                        context.world(), caller, context.site().version().hasAgentPrivileges())));
        return answer;
    }

    /** What the caller may do anywhere below the top-level paths: the web interface shows its buttons by it. */
    private static ObjectNode capabilities(Rights rights) {
        ObjectNode all = Doc.object();
        for (String top : List.of("access", "dc", "mapping", "nodes", "sdn", "storage", "vms")) {
            String path = top.equals("dc") ? "/" : "/" + top;
            ObjectNode flags = all.putObject(top);
            rights.everywhere().forEach((where, privileges) -> {
                if (where.equals(path) || (!top.equals("dc") && where.startsWith(path + "/"))) {
                    privileges.keySet().forEach(privilege -> flags.put(privilege, 1));
                }
            });
        }
        return all;
    }

    private static JsonNode permissions(CallContext context) {
        Rights rights = context.rights();
        String caller = rights.caller().id();
        String asked = context.params().text("userid").orElse(caller);
        if (!asked.equals(caller)) {
            context.need("/access", "Sys.Audit");
        }
        ObjectNode all = Doc.object();
        if (context.params().text("path").isPresent()) {
            String path = context.params().required("path");
            all.set(path, flags(rights.on(path)));
        } else {
            rights.everywhere().forEach((path, privileges) -> all.set(path, flags(privileges)));
        }
        return all;
    }

    private static ObjectNode flags(Map<String, Boolean> privileges) {
        ObjectNode flags = Doc.object();
        privileges.forEach((privilege, propagate) -> flags.put(privilege, Doc.flag(propagate)));
        return flags;
    }
}
