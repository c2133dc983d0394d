package no.fribyte.lbprov.simulator.guest;

import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** What the status says of the sync service and of the partner that it hears. */
record SyncStatus(Machine machine, Wire wire, Problems problems) {
    private static final String PART = "sync";

    ObjectNode judge() {
        Standing service = new Standing(machine, wire);
        ObjectNode told = Json.object().put("active", service.isActive());
        if (!service.isActive()) {
            problems.error(PART, "the sync service does not run");
            return told.putNull("healthy").putNull("degraded").putNull("partner");
        }
        Set<String> failing = service.failing();
        Optional<Machine> partner = service.partner();
        String degraded = null;
        if (!failing.isEmpty() && !wire.held(machine).isEmpty()) {
            degraded = Standing.inWords(failing);
            String text = "keeps the virtual IPs all the same: " + degraded;
            if (failing.stream().allMatch(fault -> fault.startsWith("service "))) {
                problems.warning(PART, text);
            } else {
                problems.error(PART, text);
            }
        }
        told.put("healthy", failing.isEmpty()).put("degraded", degraded);
        if (partner.isEmpty()) {
            return told.putNull("partner");
        }
        told.set("partner", partner(partner.get()));
        return told;
    }

    private ObjectNode partner(Machine other) {
        int generation = Json.read(other.disk(), "/etc/lbprov/generation.json")
                .map(manifest -> manifest.path("number").asInt(0))
                .orElse(0);
        int incarnation = other.disk()
                .text("/var/lib/lbprov/incarnation")
                .map(text -> Integer.parseInt(text.strip()))
                .orElse(0);
        ObjectNode told = Json.object().put("heardAge", 0);
        told.put("healthy", new Standing(other, wire).failing().isEmpty());
        return told.put("generation", generation).put("incarnation", incarnation);
    }
}
