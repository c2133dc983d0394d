package no.fribyte.lbprov.simulator.api;

import java.util.Map;
import no.fribyte.lbprov.simulator.access.Rights;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Who may do what. */
final class AccessCalls {
    private AccessCalls() {}

    static void addTo(Map<String, Call> calls) {
        calls.put("GET /access/ticket", context -> Doc.nothing());
        calls.put("GET /access/permissions", AccessCalls::permissions);
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
