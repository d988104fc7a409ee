// Credits: whose idea this is, and whose work is in it.
import "./Footer.css";

export function Footer() {
  return (
    <footer className="footer">
      <p>
        After F. Chollet,{" "}
        <a href="https://arxiv.org/abs/1610.02357">Xception: Deep Learning with Depthwise Separable Convolutions</a>{" "}
        (2017). Figures and sections are that paper’s. Everything is computed in this page; nothing is sent anywhere.{" "}
        <a href="./licences.txt">Licences</a> of all that it is made of.
      </p>
    </footer>
  );
}
