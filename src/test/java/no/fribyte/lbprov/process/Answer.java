package no.fribyte.lbprov.process;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a process left behind. */
record Answer(int status, String out, String err) {
    JsonNode json() {
        return JsonMapper.shared().readTree(out);
    }
}
