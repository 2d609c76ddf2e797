package simulator.wire;

import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;

/** How a protocol lays out the members of a request; what does not fit is an {@link IllegalArgumentException}. */
interface Layout {

    Map<String, ?> structure(Object node);

    List<?> list(Object node, ListTrait trait);

    Map<String, ?> map(Object node, MapTrait trait);

    /** A value of the field's type. */
    Object value(Object node, SdkField<?> field);
}
