package no.fribyte.lbprov.profile.yaml;

import java.util.Map;
import java.util.Optional;

/** What may stand at a key: one declaration serves the reader and the editors' schema. */
public interface Type<T> {
    /** The value; nothing when it is wrong, and then the findings say why. */
    Optional<T> read(Yaml value, Findings findings);

    /** The same in JSON Schema's words. */
    Map<String, Object> schema();
}
