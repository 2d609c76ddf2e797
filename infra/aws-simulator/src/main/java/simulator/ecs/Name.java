package simulator.ecs;

import java.util.random.RandomGenerator;

/** The forms of ECS's names. */
final class Name {

    private static final RandomGenerator RANDOM = RandomGenerator.getDefault();

    private Name() {}

    /** The last part of an ARN, or the name itself. */
    static String last(String nameOrArn) {
        return nameOrArn.substring(nameOrArn.lastIndexOf('/') + 1);
    }

    /** 32 hexadecimal digits, as of a task. */
    static String hex() {
        return "%016x%016x".formatted(RANDOM.nextLong(), RANDOM.nextLong());
    }

    /** Nineteen digits, as of a deployment and a service revision. */
    static String number() {
        return String.valueOf(RANDOM.nextLong(1_000_000_000_000_000_000L, Long.MAX_VALUE));
    }

    /** 21 letters and digits, as of a service deployment. */
    static String letters() {
        return RANDOM.ints(21, 0, 36)
                .collect(StringBuilder::new, (text, digit) -> text.append(Character.forDigit(digit, 36)), (a, b) -> {})
                .toString();
    }
}
