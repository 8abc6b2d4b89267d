namespace SparseLsr.Gen.Generator.Emitters.Text;

/// <summary>Plain text inside documentation comments.</summary>
internal static class XmlText
{
    public static string Escape(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");
}
