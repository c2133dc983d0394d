package no.fribyte.lbprov.app;

import java.time.Duration;
import no.fribyte.lbprov.problem.ExitStatus;
import no.fribyte.lbprov.problem.LbprovException;
import no.fribyte.lbprov.problem.Problem;
import no.fribyte.lbprov.simulator.SimulatorOptions;

/** How long single tasks of the simulator take, for those who measure lbprov beside them. A variable, as {@link SimulatorSpeed}. */
final class SimulatorTimes {
    private static final String VARIABLE = "LBPROV_SIMULATOR_TIMES";

    private SimulatorTimes() {}

    static SimulatorOptions applied(SimulatorOptions options, Surroundings surroundings) {
        SimulatorOptions changed = options;
        for (String word : surroundings.variable(VARIABLE).orElse("").split(",", -1)) {
            if (!word.isBlank()) {
                changed = with(changed, word.strip());
            }
        }
        return changed;
    }

    private static SimulatorOptions with(SimulatorOptions options, String word) {
        int sign = word.indexOf('=');
        if (sign < 0) {
            throw refused(word);
        }
        Duration time = parse(word, word.substring(sign + 1));
        return switch (word.substring(0, sign)) {
            case "image" -> options.withTiming(options.timing().withDownload(time), options.guestTiming());
            case "create" -> options.withTiming(options.timing().withCreate(time), options.guestTiming());
            case "resize" -> options.withTiming(options.timing().withResize(time), options.guestTiming());
            case "start" -> options.withTiming(options.timing().withStart(time), options.guestTiming());
            case "rest" -> options.withTiming(options.timing().withRest(time), options.guestTiming());
            case "boot" ->
                options.withTiming(options.timing(), options.guestTiming().ofInAll(time));
            default -> throw refused(word);
        };
    }

    private static Duration parse(String word, String seconds) {
        try {
            double number = Double.parseDouble(seconds);
            if (number >= 0 && Double.isFinite(number)) {
                return Duration.ofNanos(Math.round(number * 1e9));
            }
        } catch (NumberFormatException e) {
            throw refused(word);
        }
        throw refused(word);
    }

    private static LbprovException refused(String word) {
        return new LbprovException(
                ExitStatus.USAGE,
                Problem.error("%s has \"%s\"".formatted(VARIABLE, word))
                        .because("it says how many seconds things take in the simulator")
                        .hint("image=8,create=6,resize=1,start=1,boot=10,rest=0 or some of these"));
    }
}
