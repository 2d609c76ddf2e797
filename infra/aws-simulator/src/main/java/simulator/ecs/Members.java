package simulator.ecs;

import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;

/** Carries members from a structure of the SDK's model to another that has members of the same names. */
final class Members {

    private Members() {}

    /** Sets in {@code builder} each member that {@code from} gives and that both have. */
    static <B> B copy(SdkPojo from, B builder) {
        var target = ((SdkPojo) builder).sdkFieldNameToField();
        for (var field : from.sdkFields()) {
            var value = field.getValueOrDefault(from);
            var same = target.get(field.memberName());
            if (value != null && same != null && isGiven(value) && sameType(field, same)) {
                same.set(builder, value);
            }
        }
        return builder;
    }

    private static boolean sameType(SdkField<?> one, SdkField<?> other) {
        return one.marshallingType().equals(other.marshallingType());
    }

    private static boolean isGiven(Object value) {
        return !(value instanceof SdkAutoConstructList) && !(value instanceof SdkAutoConstructMap);
    }
}
