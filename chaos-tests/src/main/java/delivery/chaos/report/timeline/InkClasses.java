package delivery.chaos.report.timeline;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.batik.svggen.DefaultStyleHandler;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.w3c.dom.Element;

/** Writes inks as classes, {@code f-…} for what is filled and {@code s-…} for what is stroked, and leaves out what the style sheet says: how wide and how opaque each ink is. All lies within: no clips. */
final class InkClasses extends DefaultStyleHandler {
    private static final Set<String> UNUSED = Set.of(
            "clip-path",
            "color-interpolation",
            "color-rendering",
            "image-rendering",
            "opacity",
            "shape-rendering",
            "text-rendering",
            "font-family",
            "font-style",
            "font-weight",
            "stroke-miterlimit",
            "stroke-dashoffset",
            "stroke-linecap",
            "stroke-linejoin",
            "stroke-width");

    @Override
    @SuppressWarnings("rawtypes") // Batik's signature.
    public void setStyle(Element element, Map style, SVGGeneratorContext context) {
        Map<String, Object> rest = new HashMap<>();
        for (Object entry : style.entrySet()) {
            Map.Entry<?, ?> property = (Map.Entry<?, ?>) entry;
            String name = property.getKey().toString();
            var ink = Ink.of(property.getValue());
            if (ink.isPresent() && (name.equals("fill") || name.equals("stroke"))) {
                addClass(element, name.charAt(0) + "-" + ink.get().className());
            } else if (!UNUSED.contains(name)) {
                rest.put(name, property.getValue());
            }
        }
        super.setStyle(element, rest, context);
    }

    private static void addClass(Element element, String name) {
        String before = element.getAttribute("class");
        element.setAttribute("class", before.isEmpty() ? name : before + " " + name);
    }
}
