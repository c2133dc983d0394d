package no.fribyte.lbprov.simulator.guest;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What cloud-init tells about its own run, in its status, its result and its logs. */
record CloudInitReport(GuestDisk disk) {
    static final String STATUS = "/run/cloud-init/status.json";
    static final String RESULT = "/run/cloud-init/result.json";
    private static final String LOG = "/var/log/cloud-init.log";
    private static final String OUTPUT = "/var/log/cloud-init-output.log";
    private static final List<String> STAGES = List.of("init-local", "init", "modules-config", "modules-final");

    void begin(String datasource) {
        ObjectNode status = Json.object();
        ObjectNode v1 = status.putObject("v1");
        v1.put("datasource", datasource);
        v1.put("stage", "modules-final");
        for (String stage : STAGES) {
            ObjectNode each = v1.putObject(stage);
            each.putArray("errors");
            each.put("start", (double) disk.bootedAt().getEpochSecond());
            each.putNull("finished");
        }
        disk.write(STATUS, "0644", Json.print(status));
        log("DEBUG", "Using datasource " + datasource);
    }

    void error(String text) {
        ObjectNode status = Json.read(disk, STATUS).orElseGet(Json::object);
        if (status.path("v1").path("modules-final").path("errors") instanceof ArrayNode errors) {
            errors.add(text);
        }
        disk.write(STATUS, "0644", Json.print(status));
        log("WARNING", text);
    }

    void output(String line) {
        disk.append(OUTPUT, line + "\n");
    }

    private void log(String level, String text) {
        disk.append(LOG, "%s - cc_final.py[%s]: %s\n".formatted(disk.bootedAt(), level, text));
    }

    /** Only a finished run has a result. */
    void finish() {
        ObjectNode status = Json.read(disk, STATUS).orElseGet(Json::object);
        JsonNode v1 = status.path("v1");
        ObjectNode result = Json.object();
        ObjectNode told = result.putObject("v1");
        told.set("datasource", v1.path("datasource"));
        told.set("errors", v1.path("modules-final").path("errors"));
        disk.write(RESULT, "0644", Json.print(result));
        if (v1 instanceof ObjectNode open) {
            open.putNull("stage");
        }
        disk.write(STATUS, "0644", Json.print(status));
        output("Cloud-init v. 22.4.2 finished. Datasource "
                + v1.path("datasource").asString());
    }

    /** The first word of {@code cloud-init status}. */
    String word() {
        if (disk.has(CloudInit.MARKER)) {
            return "disabled";
        }
        if (!disk.has(STATUS)) {
            return "not run";
        }
        return Json.read(disk, RESULT)
                .map(result -> result.path("v1").path("errors").isEmpty() ? "done" : "error")
                .orElse("running");
    }
}
