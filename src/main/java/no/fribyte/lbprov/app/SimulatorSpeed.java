package no.fribyte.lbprov.app;

import no.fribyte.lbprov.problem.ExitStatus;
import no.fribyte.lbprov.problem.LbprovException;
import no.fribyte.lbprov.problem.Problem;
import no.fribyte.lbprov.simulator.SimulatorOptions;

/**
 * How much faster than a demo the simulator is, for those who have seen the demo: tests and rehearsals. A variable and no
 * option, since it has to reach whichever command owns the world.
 */
final class SimulatorSpeed {
    private static final String VARIABLE = "LBPROV_SIMULATOR_SPEED";

    private SimulatorSpeed() {}

    static SimulatorOptions applied(SimulatorOptions options, Surroundings surroundings) {
        return surroundings
                .variable(VARIABLE)
                .map(text -> options.faster(parse(text)))
                .orElse(options);
    }

    private static double parse(String text) {
        try {
            double speed = Double.parseDouble(text);
            if (speed > 0 && Double.isFinite(speed)) {
                return speed;
            }
        } catch (NumberFormatException e) {
            throw refused(text);
        }
        throw refused(text);
    }

    private static LbprovException refused(String text) {
        return new LbprovException(
                ExitStatus.USAGE,
                Problem.error("%s is \"%s\"".formatted(VARIABLE, text))
                        .because("it is what the simulator's times are divided by")
                        .hint("a number above 0, such as 10"));
    }
}
