package no.fribyte.lbprov.profile.draft;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import no.fribyte.lbprov.profile.yaml.Findings;
import no.fribyte.lbprov.profile.yaml.Reading;
import no.fribyte.lbprov.profile.yaml.TextType;
import no.fribyte.lbprov.profile.yaml.Type;
import no.fribyte.lbprov.profile.yaml.Yaml;

/** A length of time within limits: {@code 200ms}, {@code 1s}, {@code 5m}, {@code 1h}. */
record DurationType(Duration least, Duration most) implements Type<Duration> {
    private static final String PATTERN = "([0-9]{1,7})(ms|s|m|h)";
    private static final Pattern FORM = Pattern.compile(PATTERN);

    DurationType {
        requireNonNull(least, "least");
        requireNonNull(most, "most");
    }

    @Override
    public Optional<Duration> read(Yaml value, Findings findings) {
        if (value instanceof Yaml.Scalar scalar && scalar.is(Yaml.Kind.NUMBER)) {
            findings.error(
                    value.where(), scalar.text() + " is not a length of time", "it has no unit", scalar.text() + "s");
            return Optional.empty();
        }
        return text().read(value, findings);
    }

    @Override
    public Map<String, Object> schema() {
        return text().schema();
    }

    private TextType<Duration> text() {
        return new TextType<>("a length of time", "5s", "^" + PATTERN + "$", this::parse);
    }

    private Reading<Duration> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return Reading.refused("it is a whole number with ms, s, m or h", "a text such as 200ms or 5s");
        }
        long number = Long.parseLong(matcher.group(1));
        Duration duration = switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            default -> Duration.ofHours(number);
        };
        boolean within = duration.compareTo(least) >= 0 && duration.compareTo(most) <= 0;
        String range = "from " + written(least) + " to " + written(most);
        return within ? Reading.taken(duration) : Reading.refused("it may be " + range + " here", range);
    }

    /** As the profile writes it. */
    static String written(Duration duration) {
        long millis = duration.toMillis();
        if (millis % 1000 != 0 || millis == 0) {
            return millis + "ms";
        }
        long seconds = millis / 1000;
        if (seconds % 60 != 0) {
            return seconds + "s";
        }
        return seconds % 3600 == 0 ? seconds / 3600 + "h" : seconds / 60 + "m";
    }
}
