package no.fribyte.lbprov.support;

import static org.assertj.core.api.Assertions.assertThat;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a command left behind. */
public record Result(int exitCode, String out, String err) {
    /** The same, once the exit status is the expected one; otherwise all that was printed is shown. */
    public Result exits(int expected) {
        assertThat(exitCode).as("exit status, with%n%s%s", out, err).isEqualTo(expected);
        return this;
    }

    /** The one document on stdout. */
    public JsonNode json() {
        return JsonMapper.shared().readTree(out);
    }

    /** What was printed on stderr without its "Error:" blocks' indentation, in one line, to search in. */
    public String problems() {
        return err.replaceAll("\\s+", " ");
    }
}
