package no.fribyte.lbprov.step;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Afterwards the first VM of a pair is there, and the others are being made. They are begun as soon as the node has accepted
 * the first one's call: not earlier, since of two runs with the same numbers in mind that call decides; and not only when it
 * has ended, since a disk may take minutes. Nobody works on the others before it is sure that the place is this run's.
 *
 * @param others each of them has a step of its own later, which waits for the end of what was begun here
 */
public record TakePlace(Making first, List<Making> others) implements Step {
    public TakePlace {
        requireNonNull(first, "first");
        others = List.copyOf(others);
    }

    @Override
    public String title() {
        return others.stream()
                .map(other -> ", and begin " + other.spec().vm().machine())
                .collect(Collectors.joining("", first.title(), ""));
    }

    @Override
    public void run(StepContext context) {
        first.run(context, () -> others.forEach(other -> other.begin(context)));
    }

    @Override
    public List<Right> rights() {
        return first.rights();
    }
}
