package no.fribyte.lbprov.guest;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * How far a member's first boot is.
 *
 * @param state as a whole
 * @param stage what it is at, for the screen
 * @param error one sentence, when it failed
 * @param log the last lines of what failed
 * @param cloudInitErrors what cloud-init complains of; some of it may not matter, the member's own checks decide
 */
public record FirstBoot(
        State state, String stage, Optional<String> error, Optional<String> log, List<String> cloudInitErrors) {
    /** The stage before lbprov's own program has begun. */
    public static final String CLOUD_INIT = "cloud-init";

    private static final JsonMapper JSON = JsonMapper.shared();

    /** The whole of it. */
    public enum State {
        RUNNING,
        DONE,
        FAILED
    }

    public FirstBoot {
        requireNonNull(state, "state");
        requireNonNull(stage, "stage");
        requireNonNull(error, "error");
        requireNonNull(log, "log");
        cloudInitErrors = List.copyOf(cloudInitErrors);
    }

    /**
     * Judges by the report of the member's own first-boot program, and by cloud-init's {@code result.json}, which is there
     * once cloud-init has ended: "status: done" alone proves nothing.
     */
    static FirstBoot of(Optional<String> report, Optional<String> result) {
        List<String> errors = new ArrayList<>();
        Optional<JsonNode> ended = result.flatMap(FirstBoot::json).map(node -> node.path("v1"));
        ended.ifPresent(v1 -> v1.path("errors").forEach(error -> errors.add(error.asString(""))));
        Optional<String> datasource = ended.map(v1 -> v1.path("datasource").asString(""));
        if (datasource.filter(source -> !source.startsWith("DataSourceNoCloud")).isPresent()) {
            return failed("cloud-init did not read the seed: it used " + datasource.get(), Optional.empty(), errors);
        }
        Optional<JsonNode> own = report.flatMap(FirstBoot::json);
        if (own.isEmpty()) {
            return ended.isEmpty()
                    ? new FirstBoot(State.RUNNING, CLOUD_INIT, Optional.empty(), Optional.empty(), errors)
                    : failed("cloud-init ended without running lbprov's first boot", Optional.empty(), errors);
        }
        return judged(own.get(), ended.isPresent(), errors);
    }

    /** In an earlier boot, whose report is gone. */
    static FirstBoot done() {
        return new FirstBoot(State.DONE, "done", Optional.empty(), Optional.empty(), List.of());
    }

    private static FirstBoot judged(JsonNode own, boolean cloudInitEnded, List<String> errors) {
        String stage = own.path("stage").asString("?");
        Optional<String> log = text(own.path("log"));
        return switch (own.path("result").asString("")) {
            case "failed" ->
                failed("stage %s: %s".formatted(stage, text(own.path("error")).orElse("no reason given")), log, errors);
            case "ok" ->
                cloudInitEnded
                        ? new FirstBoot(State.DONE, stage, Optional.empty(), log, errors)
                        : new FirstBoot(State.RUNNING, "cloud-init ends", Optional.empty(), log, errors);
            default ->
                cloudInitEnded
                        ? failed("it stopped in stage " + stage, log, errors)
                        : new FirstBoot(State.RUNNING, stage, Optional.empty(), log, errors);
        };
    }

    private static FirstBoot failed(String error, Optional<String> log, List<String> errors) {
        return new FirstBoot(State.FAILED, "failed", Optional.of(error), log, errors);
    }

    private static Optional<String> text(JsonNode node) {
        return node.isString() && !node.asString().isBlank() ? Optional.of(node.asString()) : Optional.empty();
    }

    /** A file that is being written may be cut short: then it is not there yet. */
    private static Optional<JsonNode> json(String text) {
        try {
            return Optional.of(JSON.readTree(text)).filter(JsonNode::isObject);
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }
}
